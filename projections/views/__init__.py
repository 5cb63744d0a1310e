"""SQL read models for questions across deals. Everything here can be thrown away and rebuilt."""

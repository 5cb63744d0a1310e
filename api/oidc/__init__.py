"""Signing in at the organisation: OpenID Connect, authorization code with PKCE."""

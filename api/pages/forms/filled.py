"""What stands in a form, by the names of its fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Values = dict[str, list[str]]


class Filled:
    """The values that were typed and chosen. A field that was left empty has none."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._values: Values = {}
        for name, value in pairs:
            self._values.setdefault(name, []).append(value)

    def typed(self, name: str) -> str:
        """What stands in a field, as it was typed."""
        return next(reversed(self._values.get(name, ())), "")

    def line(self, name: str) -> str:
        """The same without the blanks around it."""
        return self.typed(name).strip()

    def every(self, name: str) -> list[str]:
        """All that was chosen in a field, each once."""
        return [each for each in dict.fromkeys(self._values.get(name, ())) if each]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """All of it, as it was sent."""
        return [(name, each) for name, values in self._values.items() for each in values]

    def filled(self, values: Mapping[str, list[str]]) -> Filled:
        """The same with other values in some fields."""
        other = Filled()
        other._values = self._values | dict(values)
        return other

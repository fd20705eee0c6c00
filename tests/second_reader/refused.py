"""The one exception of the second reader."""


class Refused(Exception):
    """The package is not believed; `code` is one of the codes that the specification lists."""

    def __init__(self, code: str, why: str = "") -> None:
        super().__init__(f"package.{code}: {why}")
        self.code = f"package.{code}"

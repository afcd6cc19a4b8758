"""A slip in one value: what a validator raises so that the mend and the column survive."""

from __future__ import annotations

from typing import Any, NoReturn

_LONGEST = 40


class FieldError(ValueError):
    """Raised by a validator: the message is shown as it is, `help` is the mend.

    `offset` and `length` count characters of the value's own text; `code` names the kind of
    mistake; `kind_is_wrong` says that a list or mapping stands where text belongs (or the reverse).
    """

    def __init__(
        self,
        message: str,
        help: str | None = None,  # noqa: A002 - the word the reader sees
        *,
        offset: int | None = None,
        length: int | None = None,
        code: str = "PD210",
        kind_is_wrong: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        self.offset = offset
        self.length = length
        self.code = code
        self.kind_is_wrong = kind_is_wrong


def shown(value: str) -> str:
    """The text as a message quotes it, on one line and not too long."""
    flat = " ".join(value.split())
    return f"'{flat}'" if len(flat) <= _LONGEST else f"'{flat[: _LONGEST - 3].rstrip()}...'"


def described(value: Any) -> str:
    """What a plain value is, in a coach's words."""
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return f"the text {shown(value)}"
    if isinstance(value, dict):
        return "a block of keys" if value else "an empty block"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    return f"'{value}'"


def wrong_kind(value: Any, wanted: str, example: str) -> NoReturn:
    """Refuse a value of another kind than wanted; a list of texts that one comma split is shown quoted."""
    if value is None:
        raise FieldError(
            f"there is no value here, but {wanted} is wanted",
            f"write for example `{example}`, or leave the key out",
            code="PD204",
        )
    mend = f"write for example `{example}`"
    if (
        wanted == "text"
        and isinstance(value, list)
        and value
        and all(isinstance(part, str) for part in value)
    ):
        joined = ", ".join(value)
        mend = f'put it in quotes: "{joined}"' if '"' not in joined else f"put it in quotes: '{joined}'"
    raise FieldError(
        f"this is {described(value)}, but {wanted} is wanted", mend, code="PD203", kind_is_wrong=True
    )

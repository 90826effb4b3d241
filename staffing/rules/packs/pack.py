"""What a labour pack is: rules with the articles they come from, minimum pay, duties, and whom it binds."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from staffing.labour import Consent
from staffing.rules import AgentRule
from staffing.rules.clock import Span, minutes_between


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(_Part):
    """Where the law can be read."""

    title: str
    publication: str = ""
    url: str = ""


class PackRule(_Part):
    """A rule and the article that asks for it; whoever has a waiver of this name is not bound."""

    article: Annotated[str, Field(min_length=1)]
    rule: AgentRule
    waiver: str = ""
    note: str = ""
    """In which way the rule is stricter or narrower than the article."""


class PayBracket(_Part):
    """The next so many hours at one multiple of the wage; without hours all that follow."""

    hours: float | None = None
    multiplier: Annotated[float, Field(ge=1)]


class PackPremium(_Part):
    """The least that the law pays on top of the wage.

    `contract_days`: in place of an entry without it where a contract has so many days a week, or more. `extra_days`:
    in place of it where a site allows days beyond those of the contract, which are rest days.
    """

    kind: Literal["overtime", "holiday"]
    article: Annotated[str, Field(min_length=1)]
    brackets: Annotated[tuple[PayBracket, ...], Field(min_length=1)]
    contract_days: Annotated[int, Field(ge=0, le=7)] = 0
    extra_days: bool = False
    note: str = ""


class MonthlyWage(_Part):
    """Hours by which the wage of a month is divided, for contracts of so many minutes a week or more."""

    hours: Annotated[float, Field(gt=0)]
    minutes_per_week: Annotated[int, Field(gt=0)]
    article: str


class SalaryLimit(_Part):
    """Whoever earns more in a month is not bound by the pack."""

    amount: Annotated[float, Field(gt=0)]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    article: str


class ConsentAsked(_Part):
    """What the law asks people's consent for."""

    name: Consent
    article: str
    text: str


class Duty(_Part):
    """What else the law asks where shifts reach into certain hours; the program tells it and cannot keep it."""

    article: str
    between: Span
    when: Literal["reaches", "ends"] = "reaches"
    """Whether a shift has minutes in these hours, or begins or ends in them."""
    text: str

    def asked_by(self, start: int, end: int) -> bool:
        """Whether a shift asks for it; start and end by the clock, in minutes after midnight."""
        if self.when == "reaches":
            return minutes_between(start, end, self.between) > 0
        return any(minutes_between(at, at + 1, self.between) for at in (start, end))


class LabourPack(_Part):
    """Labour law as data. It is no legal advice, and its `notice` says so."""

    id: str
    title: str
    countries: tuple[Annotated[str, Field(pattern=r"^[A-Z]{2}$")], ...]
    """It binds the sites in these, and those that say no country."""
    effective: date
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    applies: str
    notice: str
    rules: tuple[PackRule, ...]
    premiums: tuple[PackPremium, ...] = ()
    monthly_wage: MonthlyWage | None = None
    salary_limit: SalaryLimit | None = None
    consents: tuple[ConsentAsked, ...] = ()
    duties: tuple[Duty, ...] = ()

    @model_validator(mode="after")
    def _told_apart(self) -> Self:
        names = [(each.rule.rule, each.rule.label) for each in self.rules]
        if len(set(names)) < len(names):
            raise ValueError("two rules of a pack have one name; give them labels")
        return self

    @property
    def waivers(self) -> tuple[str, ...]:
        """Names of the waivers that the law allows."""
        return tuple(dict.fromkeys(each.waiver for each in self.rules if each.waiver))

    def premium(self, kind: str, contract_days: int, *, extra_days: bool) -> PackPremium | None:
        """The least pay of a kind for contracts of at most so many days a week; None where the law says none."""
        found = [each for each in self.premiums if each.kind == kind and each.contract_days <= contract_days]
        usual = [each for each in found if not each.extra_days]
        rest = [each for each in found if each.extra_days]
        return max(rest if rest and extra_days else usual, key=lambda each: each.contract_days, default=None)

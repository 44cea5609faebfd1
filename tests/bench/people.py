"""People who do not exist, as many as are wanted and always the same."""

from __future__ import annotations

from random import Random
from uuid import UUID

from mapping_dsl.preview.record import Record, to_record

_GIVEN = ["Ada", "Zoë", "José", "Maeve", "Søren", "Anna Maria", "Łukasz", "Jürgen", "Grace", "Élan"]
_FAMILY = ["Vale", "Núñez", "O'Brien", "Strauß", "van der Berg", "Lovelace", "Müller", "Hopper"]
_PLACES: list[tuple[str | None, str | None, str | None]] = [
    ("DE", "Köln", None),
    ("FR", "Paris", None),
    ("GB", "Leeds", None),
    ("SE", "Örebro", ""),
]
_PLACES += [
    ("US", "Chicago", "IL"),
    ("US", "Austin", "TX"),
    ("US", "Reno", None),
    (None, None, None),
]
_TITLES = ["Engineer", "Clerk", "Head of Sales", None]
_DEPARTMENTS = ["Sales", "Research", "Facilities", None]
_COMPANIES = ["Contoso", "Fabrikam", "", None]


def people(count: int) -> list[Record]:
    """Return records as they are read from Graph's JSON."""
    random = Random(20)  # noqa: S311 (nothing is secret here)
    return [_person(random, number) for number in range(count)]


def _person(random: Random, number: int) -> Record:
    given, family = random.choice(_GIVEN), random.choice(_FAMILY)
    country, city, state = random.choice(_PLACES)
    name = f"user{number}"
    mobile = f"+1 ({random.randrange(200, 990)}) 555-{random.randrange(10_000):04}"
    return to_record(
        {
            "id": str(UUID(int=random.getrandbits(128))),
            "userPrincipalName": f"{name}@contoso.com",
            "mail": random.choice([f"{name}@contoso.com"] * 9 + [None]),
            "mailNickname": name,
            "displayName": f"{given} {family}",
            "givenName": given,
            "surname": family,
            "accountEnabled": random.random() < 0.95,
            "deletedDateTime": None,
            "jobTitle": random.choice(_TITLES),
            "department": random.choice(_DEPARTMENTS),
            "companyName": random.choice(_COMPANIES),
            "country": country,
            "city": city,
            "state": state,
            "postalCode": f"{random.randrange(100_000):05}",
            "preferredLanguage": random.choice(["en-US", "de-DE", None]),
            "businessPhones": [f"+1 312 555 {random.randrange(10_000):04}"],
            "mobilePhone": random.choice([mobile, mobile, None]),
        }
    )

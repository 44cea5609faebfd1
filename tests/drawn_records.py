"""Records whose values are what the catalog says of their attributes, odd ones among them.

Each comes from a `Random` alone: a failing test names the seed, and the record is there again.
"""

from collections.abc import Iterable, Mapping
from random import Random
from string import ascii_letters, ascii_uppercase, digits

from mapping_dsl.catalog.attribute import Attribute, AttributeType
from mapping_dsl.lang.types import Value as Plain
from mapping_dsl.resolve.address import LOCAL

NAMES = [
    "Ada", "ADA", "ada", "José", "Lovelace", "Mary Ann", "O'Brien", "van der Berg", "Lind, Rosa",
    "Lind, Rosa (Sales)", "Jürgen Groß", "İrem", "ılgaz", "Łukasz", "Đặng", "Zoë", "Ωμέγα",  # noqa: RUF001
    "日本", "가나", "e\u0301", "\u0301", "Kelvin", "ſharp", "𐐀𐐨", "😀 fun", "x", ".", "..", "a.b",  # noqa: RUF001
    "ada.", ".ada", "a b", " a", "a ", "\u00a0", "true", "True", "False", "0", "42", "-7", "US",
    "United States", "en-US", "contoso.com", "ab-cd", "Sales", "Fabrikam", "2026-03-01", "a,b;c",
    "x/y", "#", "ǆ", "ﬁne", "ΐ", "Σς", "µ", "Dž",
]  # fmt: skip
ADDRESSES = [
    "ada@contoso.com", "ADA@CONTOSO.COM", "a@b.cc", "ada.lovelace@fabrikam.com", "o'brien@x.org",
    "x_y+z@sub.contoso.com", "ada@contoso.onmicrosoft.com", "ada@contoso.com.au",
    "a.onmicrosoft.com@b.cc", "1@2.cc", "ada@contoso.community", "contoso.com@contoso.com",
]  # fmt: skip
GUEST = "ada_fabrikam.com#EXT#@contoso.onmicrosoft.com"
ANYTHING = [*NAMES, *ADDRESSES, GUEST, "@", "a@b", "@contoso.com", "a@@b.cc", "a@b.cc, d@e.ff"]
LANGUAGES = ["en-US", "de-DE", "fr", "zh-Hant-TW"]
PROXIES = ["SMTP:ada@contoso.com", "smtp:a@b.cc", "X500:/o=contoso/cn=ada", "sip:ada@contoso.com"]
PHONES = ["+12065550100", "(206) 555-0100", "00353 1 555 0173", "555-0173 x12", "n/a", "4711"]
DISTINGUISHED = ["CN=Ada Lovelace,OU=Sales,DC=contoso,DC=com", "CN=Lind\\, Rosa,DC=contoso,DC=com"]


class Draw:
    """Draws values of attributes; one that is `there` is never absent."""

    def __init__(self, seed: int, there: Iterable[str] = ()) -> None:
        self.random = Random(seed)  # noqa: S311 (a seed makes it the same each time)
        self.there = frozenset(there)

    def record(self, names: Iterable[str], sources: Mapping[str, Attribute]) -> dict[str, Plain]:
        """Draw values for some attributes; one that is in no catalog can hold anything."""
        return {name: self.value(name, sources.get(name)) for name in sorted(set(names))}

    def value(self, name: str, attribute: Attribute | None) -> Plain:
        nullable = attribute is None or attribute.nullable
        if nullable and name not in self.there and self.random.random() < 0.25:
            return None
        if attribute is None and self.random.random() < 0.2:
            return ("a", "ada@contoso.com")
        if attribute is not None and attribute.multivalued:
            count = self.random.randint(1, 3)
            return tuple(self.one(attribute) for _ in range(count))
        return self.one(attribute)

    def one(self, attribute: Attribute | None) -> str:
        if attribute is None:
            return self.random.choice(ANYTHING)
        match attribute.type:
            case AttributeType.BOOLEAN:
                return self.random.choice(["True", "False"])
            case AttributeType.INTEGER:
                return str(self.random.choice([0, 1, 16, -3, 4711, 9999999999]))
            case AttributeType.DATETIME:
                return self.random.choice(["2026-03-01T08:00:00Z", "2026-03-01", "3/1/2026"])
            case AttributeType.REFERENCE:
                return self.guid()
            case AttributeType.BINARY:
                return self.random.choice(["AQID", "/+8="])
            case AttributeType.STRING:
                return self.text(attribute)

    def text(self, attribute: Attribute) -> str:
        match attribute.form:
            case "guid":
                return self.guid()
            case "country":
                return "".join(self.random.choices(ascii_uppercase, k=2))
            case "language":
                return self.random.choice(LANGUAGES)
            case "proxy-address":
                return self.random.choice(PROXIES)
            case "distinguished-name":
                return self.random.choice(DISTINGUISHED)
            case "phone":
                return self.random.choice(PHONES)
            case None:
                return self.by_email(attribute)

    def by_email(self, attribute: Attribute) -> str:
        most = attribute.longest or 60
        if attribute.email == "always":
            guest = attribute.name == "originalUserPrincipalName" and self.random.random() < 0.5
            return GUEST if guest else self.address(most)
        if attribute.local_part:
            return self.local(self.random.choice([1, 2, 7, most]))
        if attribute.values:
            return self.random.choice(attribute.values)
        if attribute.email == "never":
            return self.fit(self.random.choice(NAMES), most)
        return self.fit(self.random.choice(ANYTHING), most)

    def fit(self, text: str, most: int) -> str:
        """Make a text as long as it may be, now and then."""
        if self.random.random() < 0.1:
            text = (text * most).strip() or "x"
        packed = text.encode("utf-16-le")[: 2 * most]
        return packed.decode("utf-16-le", "ignore") or "x"

    def address(self, most: int) -> str:
        if self.random.random() < 0.6:
            return self.random.choice(ADDRESSES)
        domain = self.random.choice(["@b.cc", "@contoso.com", "@a-b.x1.example.org"])
        longest = min(most, 113) - len(domain)
        return self.local(self.random.choice([1, 2, 8, min(64, longest)])) + domain

    def local(self, length: int) -> str:
        """Draw a dot-string of so many characters."""
        text = "".join(self.random.choices(LOCAL + "." * 9, k=length))
        edge = self.random.choice(ascii_letters + digits)
        text = edge + text[1:-1] + edge if length > 1 else edge
        while ".." in text:
            text = text.replace("..", ".x")
        return text

    def guid(self) -> str:
        found = "".join(self.random.choices("0123456789abcdef", k=32))
        return "-".join((found[:8], found[8:12], found[12:16], found[16:20], found[20:]))

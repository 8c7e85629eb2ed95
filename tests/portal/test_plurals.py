"""Every counted sentence of the portal in every language: Arabic has six forms, Ukrainian and Russian three.

The table is written down by hand, after the rules of CLDR; a new counted sentence without a row fails.
"""

import re
from pathlib import Path
from typing import Final

import pytest
from django.utils import translation

from neuss_integration.foundation.ui.fields import MANY_FAULTS, ONE_FAULT
from neuss_integration.foundation.ui.tile_map import Tile, tile_map
from neuss_integration.portal.selectors.offers import offers_counted

NUMBERS: Final = (0, 1, 2, 3, 5, 11, 21, 100, 101)
OFFERS: Final = ("%(number)s Angebot", "%(number)s Angebote")
CITYWIDE: Final = tuple(
    f"%(number)s {words} für die ganze Stadt und {counted} in keinem Feld mitgezählt."
    for words, counted in (("Angebot gilt", "ist"), ("Angebote gelten", "sind"))
)
DAYS: Final = ("%(count)d Tag", "%(count)d Tage")
FAULTS: Final = (ONE_FAULT, MANY_FAULTS)
COMMENTS: Final = ("%(number)s Kommentar lesen", "Alle %(number)s Kommentare lesen")
TABLE: Final = {
    (
        "de",
        OFFERS,
    ): "0 Angebote|1 Angebot|2 Angebote|3 Angebote|5 Angebote|11 Angebote|21 Angebote|100 Angebote|101 Angebote",
    ("en", OFFERS): "0 offers|1 offer|2 offers|3 offers|5 offers|11 offers|21 offers|100 offers|101 offers",
    ("tr", OFFERS): "0 hizmet|1 hizmet|2 hizmet|3 hizmet|5 hizmet|11 hizmet|21 hizmet|100 hizmet|101 hizmet",
    ("ar", OFFERS): "لا توجد عروض|عرض واحد|عرضان|3 عروض|5 عروض|11 عرضًا|21 عرضًا|100 عرض|101 عرض",
    ("uk", OFFERS): "0 пропозицій|1 пропозиція|2 пропозиції|3 пропозиції|5 пропозицій|11 пропозицій|21 пропозиція"
    "|100 пропозицій|101 пропозиція",
    (
        "ru",
        OFFERS,
    ): "0 предложений|1 предложение|2 предложения|3 предложения|5 предложений|11 предложений|21 предложение"
    "|100 предложений|101 предложение",
    ("de", CITYWIDE): "0 Angebote gelten|1 Angebot gilt|2 Angebote gelten|3 Angebote gelten|5 Angebote gelten"
    "|11 Angebote gelten|21 Angebote gelten|100 Angebote gelten|101 Angebote gelten",
    ("en", CITYWIDE): "0 offers are|1 offer is|2 offers are|3 offers are|5 offers are|11 offers are|21 offers are"
    "|100 offers are|101 offers are",
    ("tr", CITYWIDE): "0 hizmet tüm|1 hizmet tüm|2 hizmet tüm|3 hizmet tüm|5 hizmet tüm|11 hizmet tüm|21 hizmet tüm"
    "|100 hizmet tüm|101 hizmet tüm",
    ("ar", CITYWIDE): "لا توجد عروض|عرض واحد|عرضان للمدينة كلها وغير محسوبين|3 عروض|5 عروض|11 عرضًا|21 عرضًا|100 عرض"
    "|101 عرض",
    ("uk", CITYWIDE): "0 пропозицій діють|1 пропозиція діє|2 пропозиції діють|3 пропозиції діють|5 пропозицій діють"
    "|11 пропозицій діють|21 пропозиція діє|100 пропозицій діють|101 пропозиція діє",
    ("ru", CITYWIDE): "0 предложений действуют|1 предложение действует|2 предложения действуют|3 предложения действуют"
    "|5 предложений действуют|11 предложений действуют|21 предложение действует|100 предложений действуют"
    "|101 предложение действует",
    ("de", DAYS): "0 Tage|1 Tag|2 Tage|3 Tage|5 Tage|11 Tage|21 Tage|100 Tage|101 Tage",
    ("en", DAYS): "0 days|1 day|2 days|3 days|5 days|11 days|21 days|100 days|101 days",
    ("tr", DAYS): "0 gün|1 gün|2 gün|3 gün|5 gün|11 gün|21 gün|100 gün|101 gün",
    ("ar", DAYS): "0 يوم|يوم واحد|يومين|3 أيام|5 أيام|11 يومًا|21 يومًا|100 يوم|101 يوم",
    ("uk", DAYS): "0 днів|1 день|2 дні|3 дні|5 днів|11 днів|21 день|100 днів|101 день",
    ("ru", DAYS): "0 дней|1 день|2 дня|3 дня|5 дней|11 дней|21 день|100 дней|101 день",
    ("de", FAULTS): "0 Fehler|einen Fehler|2 Fehler|3 Fehler|5 Fehler|11 Fehler|21 Fehler|100 Fehler|101 Fehler",
    ("en", FAULTS): "are 0 errors|is one error|are 2 errors|are 3 errors|are 5 errors|are 11 errors|are 21 errors"
    "|are 100 errors|are 101 errors",
    ("tr", FAULTS): "0 hata|1 hata|2 hata|3 hata|5 hata|11 hata|21 hata|100 hata|101 hata",
    ("ar", FAULTS): "لا أخطاء|هناك خطأ واحد|هناك خطآن|3 أخطاء|5 أخطاء|11 خطأً|21 خطأً|100 خطأ|101 خطأ",
    ("uk", FAULTS): "0 помилок|1 помилка|2 помилки|3 помилки|5 помилок|11 помилок|21 помилка|100 помилок|101 помилка",
    ("ru", FAULTS): "0 ошибок|1 ошибка|2 ошибки|3 ошибки|5 ошибок|11 ошибок|21 ошибка|100 ошибок|101 ошибка",
    ("de", COMMENTS): "Alle 0 Kommentare|1 Kommentar|Alle 2 Kommentare|Alle 3 Kommentare|Alle 5 Kommentare"
    "|Alle 11 Kommentare|Alle 21 Kommentare|Alle 100 Kommentare|Alle 101 Kommentare",
    ("en", COMMENTS): "all 0 comments|1 comment|all 2 comments|all 3 comments|all 5 comments|all 11 comments"
    "|all 21 comments|all 100 comments|all 101 comments",
    (
        "tr",
        COMMENTS,
    ): "0 yorumu oku|1 yorumu oku|2 yorumun|3 yorumun|5 yorumun|11 yorumun|21 yorumun|100 yorumun|101 yorumun",
    ("ar", COMMENTS): "قراءة التعليقات|قراءة التعليق|قراءة التعليقين|3 تعليقات|5 تعليقات|11 تعليقًا|21 تعليقًا|100 تعليق"
    "|101 تعليق",
    ("uk", COMMENTS): "0 коментарів|1 коментар|2 коментарі|3 коментарі|5 коментарів|11 коментарів|21 коментар"
    "|100 коментарів|101 коментар",
    ("ru", COMMENTS): "0 комментариев|1 комментарий|2 комментария|3 комментария|5 комментариев|11 комментариев"
    "|21 комментарий|100 комментариев|101 комментарий",
}
CODE: Final = re.compile(r'\bngettext\(\s*"([^"]+)",\s*"([^"]+)"')
COUNTED: Final = re.compile(
    r"{% blocktranslate trimmed count .*?%}(.*?){% plural %}(.*?){% endblocktranslate %}", re.DOTALL
)


@pytest.mark.parametrize(("code", "pair"), list(TABLE), ids=lambda value: value if isinstance(value, str) else value[1])
def test_number_of_things_is_said_as_the_language_says_it(code: str, pair: tuple[str, str]) -> None:
    with translation.override(code):
        said = [translation.ngettext(*pair, each) % {"number": each, "count": each} for each in NUMBERS]
    words = TABLE[code, pair].split("|")
    assert [word for word, text in zip(words, said, strict=True) if not re.search(rf"(?<!\w){word}(?!\w)", text)] == []
    numbers = [set(re.findall(r"\d+", text)) for text in said]
    assert [found - {str(each)} for found, each in zip(numbers, NUMBERS, strict=True)] == [set()] * len(NUMBERS)


def pairs() -> set[tuple[str, str]]:
    """Every counted sentence of the code and the templates of the portal."""
    code = "".join(path.read_text("utf-8") for path in Path("neuss_integration/portal").rglob("*.py"))
    pages = "".join(path.read_text("utf-8") for path in Path("templates/portal").rglob("*.html"))
    told = [
        [re.sub(r"{{ (\w+) }}", r"%(\1)s", " ".join(each.split())) for each in pair] for pair in COUNTED.findall(pages)
    ]
    return {FAULTS, *CODE.findall(code), *((one, many) for one, many in told)}


def test_every_counted_sentence_is_in_the_table_in_every_language() -> None:
    assert {(code, pair) for pair in pairs() for code in ("de", "en", "tr", "ar", "uk", "ru")} == set(TABLE)


@pytest.mark.parametrize(
    ("code", "label", "legend"), [("ru", "02 Süd: 22 предложения", "с 1 по 5"), ("ar", "عرضان", "من 1 إلى 5")]
)
def test_map_says_its_numbers_in_the_language_of_the_page(code: str, label: str, legend: str) -> None:
    tiles = [Tile(1, 1, "01", "Nord", 2, "/n"), Tile(1, 2, "02", "Süd", 22, "/s")]
    with translation.override(code):
        shown = tile_map(tiles, "Karte", noun=offers_counted)
    assert (label in shown, f"</svg>{legend}</li>" in shown) == (True, True)

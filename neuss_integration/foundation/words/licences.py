"""The licences that open data may stand under."""

from typing import Final

LICENCES: Final = {
    "dl-de/by-2-0": ("https://www.govdata.de/dl-de/by-2-0", "http://dcat-ap.de/def/licenses/dl-by-de/2.0"),
    "dl-de/zero-2-0": ("https://www.govdata.de/dl-de/zero-2-0", "http://dcat-ap.de/def/licenses/dl-zero-de/2.0"),
    "cc-zero": ("https://creativecommons.org/publicdomain/zero/1.0/", "http://dcat-ap.de/def/licenses/cc-zero"),
}
"""By the name a setting uses: the address of its text, and its name in DCAT-AP.de."""

"""The closed door of the renderer: own files by name from memory, nothing from disk, nothing from the network."""

from weasyprint.urls import URLFetcher, URLFetcherResponse

from neuss_integration.foundation.pdf.types import SCHEME, Asset

MAX_SHOWN = 200


class ClosedFetcher(URLFetcher):
    """Serves `asset:NAME`; every other address is refused and remembered in `refused`."""

    def __init__(self, assets: dict[str, Asset]) -> None:
        super().__init__()
        self.assets = assets
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """The asset behind `url`; ValueError for any other address."""
        name = url.removeprefix(SCHEME).lstrip("/")
        if url.startswith(SCHEME) and name in self.assets:
            asset = self.assets[name]
            return URLFetcherResponse(url, asset.content, {"Content-Type": asset.media_type})
        self.refused.append(url[:MAX_SHOWN])
        raise ValueError(f"refused: {url[:MAX_SHOWN]}")

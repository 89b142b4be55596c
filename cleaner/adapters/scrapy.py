"""Scrapy: an item pipeline that puts the article into the item."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.adapters.cleaning import Cleaning, host

with host("scrapy"):
    from itemadapter import ItemAdapter

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class ArticlePipeline:
    """Cleans the page in an item's field, and puts a dict of the documented columns into another.

    Settings: CLEANER_SOURCE ("html"), CLEANER_URL ("url") and CLEANER_INTO ("article") name fields of the item,
    CLEANER_CLEANING is a `Cleaning`. The stats count `cleaner/cleaned`, `cleaner/error`, and `cleaner/removed/FILTER`.
    """

    def __init__(self, crawler: Crawler) -> None:
        """Read the settings of the crawler."""
        self.stats = crawler.stats
        self.cleaning: Cleaning = crawler.settings.get("CLEANER_CLEANING") or Cleaning()
        names = (("SOURCE", "html"), ("URL", "url"), ("INTO", "article"))
        self.source, self.url, self.into = (crawler.settings.get(f"CLEANER_{name}", usual) for name, usual in names)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> ArticlePipeline:
        """Return the pipeline of a crawler: what Scrapy calls."""
        return cls(crawler)

    def process_item(self, item: Any, spider: object = None) -> Any:  # noqa: ANN401, ARG002  (items are of any class; old Scrapy gives a spider)
        """Return the item with its article."""
        adapter = ItemAdapter(item)
        row, taken = self.cleaning.counted(adapter.get(self.source), adapter.get(self.url))
        adapter[self.into] = row
        for name in ("error" if row["error"] else "cleaned", *(f"removed/{filter}" for filter in taken)):
            self.stats.inc_value(f"cleaner/{name}")
        return item

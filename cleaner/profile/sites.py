"""Sites."""
from __future__ import annotations
class Profiles: ...
def site_of(url: str) -> str:
    return url
def common_site(site: str, url: str) -> str:
    return url

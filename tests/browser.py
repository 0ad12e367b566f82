"""Headless Chromium for the tests and benchmarks of pages; a test that asks for it is skipped, saying so, where there is none."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

AXE = Path(__file__).parent / "vendor/axe.min.js"
READY = 20
"""Seconds within which a page is drawn."""


def missing() -> str:
    """Why there is no browser, or ''."""
    if not (shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")):
        return "no Chromium on this machine"
    if not shutil.which("chromedriver"):
        return "no chromedriver on this machine"
    try:
        import selenium  # noqa: F401
    except ImportError:
        return "selenium is not installed (pip install .[test])"
    return ""


@contextlib.contextmanager
def open_browser(width: int = 1400, height: int = 1000, downloads: Path | None = None) -> Iterator[Any]:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or shutil.which("google-chrome") or shutil.which("chromium-browser")
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        f"--window-size={width},{height}",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    if downloads:
        options.add_experimental_option("prefs", {"download.default_directory": str(downloads)})
    browser = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))
    try:
        yield browser
    finally:
        browser.quit()


def wait_until_ready(browser: Any) -> None:
    """Wait for a page of ours to have drawn itself, which a busy machine puts off; raises AssertionError with what its console says."""
    from selenium.common.exceptions import TimeoutException
    from selenium.webdriver.support.ui import WebDriverWait

    try:
        WebDriverWait(browser, READY, poll_frequency=0.05).until(
            lambda b: b.execute_script("return document.documentElement.dataset.ready"))
    except TimeoutException:
        raise AssertionError(complaints(browser)) from None


def complaints(browser: Any) -> list[str]:
    """What the browser's console says since last asked: errors of the page and refusals of its policy."""
    return [entry["message"] for entry in browser.get_log("browser")]


def accessibility(browser: Any) -> list[Any]:
    """What axe-core objects to on the page that is open: rule, number of places, the first place."""
    browser.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    return browser.execute_async_script(
        "const done = arguments[0]; axe.run(document, { resultTypes: ['violations'] })"
        ".then(r => done(r.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html])))"
    )

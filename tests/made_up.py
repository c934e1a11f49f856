"""Short made-up articles: each one event of a place and a group of its own."""

from pathlib import Path

PLACES = ("Mosul", "Kirkuk", "Basra", "Tikrit", "Samarra", "Fallujah")


def article(place: str, *, killed: int = 3) -> str:
    return (
        f"Gunmen attack a checkpoint in {place}\n\n"
        f"Gunmen attacked a police checkpoint in {place} on Monday, killing {killed} policemen, officials said.\n\n"
        f"The police said that the gunmen had burned two trucks near {place} before they left.\n"
    )


def write_articles(folder: Path, places: tuple[str, ...] = PLACES) -> Path:
    """Write one file a place into the folder, which is made; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for place in places:
        (folder / f"{place.lower()}.txt").write_text(article(place), encoding="utf-8")
    return folder

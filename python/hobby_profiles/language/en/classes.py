"""Lists of English words: small words, words that add little, heads of compounds, abbreviations."""

from __future__ import annotations

SMALL_WORDS = frozenset("a an and as at by for from in of on or the to with".split())

NUMERALS = {
    word: form
    for form, words in {
        "2": "two ii", "3": "three iii", "4": "four iv", "5": "five", "6": "six vi",
        "7": "seven vii", "8": "eight viii", "9": "nine ix", "10": "ten", "12": "twelve xii",
        "13": "xiii", "14": "xiv", "15": "xv", "16": "xvi", "1920s": "twenties",
        "1950s": "fifties", "1960s": "sixties", "1970s": "seventies", "1980s": "eighties",
        "1990s": "nineties",
    }.items()
    for word in words.split()
}  # fmt: skip
"""Number words, Roman numerals that are no other word, and decades, by the form they are given."""

JOINING_WORDS = frozenset({"and", "n"})

LIGHT_CLASSES = {
    "make": "making make maker crafting crafter crafts craft work working worker building builder",
    "collect": "collecting collection collector collectible",
    "play": "playing player",
    "grow": "growing grower gardening gardener keeping keeper care caring",
    "own": "owner owning ownership",
    "fan": "lover fan fandom enthusiast enthusiasm buff nerd geek loving",
    "live": "lifestyle living life",
    "": "hobby amateur practice sport activity gear kit supply appreciation session time",
}
"""Words that add little to a label: "pottery making" is pottery. Two labels with words of two
different classes differ though: "card making" is not "card collecting"."""

NOT_LIGHT = frozenset({"live"})
"""Words that share the root of a light one: "live streaming" is not streaming."""

COMPOUND_HEADS = frozenset(
    "ball biker biking boarder boarding books boxing brewer brewing builder building burning care "
    "carving climber climbing cooking craft crafter crafting crafts cycling dancing diving feeding "
    "fishing games gaming gamer hunter hunting journaling keeper keeping lettering lifter lifting "
    "loading maker making painting plant plants puzzles racing rider riding sailing schooling "
    "shooting skating skiing spinning surfer surfing trainer training trains turning walker "
    "walking watcher watching weaving work worker working proofing".split()
)

WEAK_HEADS = frozenset(
    """aesthetic art books care collecting cooking crafting crafts customization decor design diet
    diy eating entertaining fan fandom fans fashion food games gaming gear home humor kids life
    lifestyle lighting living lover lovers maintenance making movies organization owner ownership
    owning painting parties party play playing projects reading repair riding series skills studies
    style supplies toys training treatments use work working""".split()
)

DESCRIBING_WORDS = frozenset(
    """anime art artist band books cartoons celebrations characters collectibles collecting comics
    cooking cosplay costumes culture cuisine dolls dramas fan fandom fandoms fans fantasy fiction
    films food games gaming gifts history horror humor literature manga memorabilia merch
    merchandise movie movies music musicals novels plush posters pride romance series shows stories
    style toys travel trivia tv""".split()
)

ABBREVIATIONS = frozenset(
    """3d 4k atv bbc bbq bmw bmx cbd cd dc diy dj dna dvd edc fbi fpv fps hvac ii iii iv jrpg led
    lgbtq mlb mma mmo mmorpg mtv nasa nba ncaa nfl nhl pbs pc pga rc rgb rpg rv stem tcg tv ufc usb
    vhs vii viii vr wwe wwi wwii xii xiii xiv xv""".split()
)
PLURAL_ABBREVIATIONS = frozenset("atv cd dj dvd jrpg mmo mmorpg pc rpg".split())
FIRST_ABBREVIATIONS = frozenset({"it", "us"})

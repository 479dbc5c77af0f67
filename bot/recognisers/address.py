"""Postal addresses: a house, plot or box number together with what it belongs to."""

from __future__ import annotations

import re

from bot.recognisers.patterns import PatternRecogniser, pattern

_WORD = r"[^\W\d_][\w'’.-]*"
_CAPITAL = r"(?-i:[A-ZÀ-ÞĀ-Ž])[^\W\d_][^\W\d_'’.-]*(?:['’.-][^\W\d_]+)*"
_ROAD_AFTER = (
    r"(?:street|st|road|rd|avenue|ave|av|lane|ln|close|drive|dr|court|ct|crescent|cres|way|walk|place|pl|square|sq|terrace|gardens?|grove|mews|hill|parade|row|rise|view|park|green|gate"
    r"|boulevard|blvd|highway|hwy|circle|alley|yard|wharf|quay|estate|compound|marg|nagar|gali|chowk|soi|tole|path|extension|roundabout|bypass|drift|loop|straße|strasse|gasse|utca|ulica)"
)
_ROAD_BEFORE = (
    r"(?:rua|av\.?|avenida|calle|carrera|cra\.?|cl\.?|calzada|jirón|jr\.?|pasaje|travessa|praça|plaza|largo|alameda|sítio|sitio|vila|villa|urbanización|residencial|strada|str\.?|stradă|bulevardul|bd\.?|b-dul|aleea|șoseaua|sos\.?|calea|piața|drumul|avenue|plac|diagonal|diag\.?|cañada|edificio|edif\.?|torre|via|viale|piazza|corso"
    r"|rue|boulevard|chemin|impasse|allée|quai|rruga|bulevardi|ulica|ul\.?|ulitsa|vul\.?|vulytsia|prospekt|prosp\.?|pr-t|bul\.?|bulevar|trg|jalan|jl\.?|jln\.?|gang|gg\.?|lorong|soi|sokak|cadde|duong|đường|phố|ngõ|hẻm|calle\s{1,3}de)"
)
_UNIT = r"(?:flat|apt|apartment|unit|suite|house|hse|villa|plot|stand|erf|block|blk|building|bldg|door|lot|h\.?\s?no|room|floor|tower|hut|bungalow|farm|bedsitter|shop|stall|kiosk|site|sector|phase|ward|moo|mu)"
_NO = r"(?:(?:no|nr|n°|nº|№|num|\#)\.?\s{0,3})?"
_HOUSE = r"\d{1,5}(?:\s?[/\-]\s?\d{1,4}){0,2}\s?(?:[a-h]\b)?"
_NAMES = rf"(?:{_WORD}[ ]){{1,4}}?"
_POSTCODE = r"(?-i:[A-Z]{1,2}\d{1,2}[A-Z]?\s?\d[A-Z]{2})"
_AREA = r"(?:barrio|colonia|col\.?|tambon|amphoe|khet|khwaeng|sangkat|khan|phum|khum|quận|quan|phường|phuong|district|kec\.?|kel\.?|desa|barangay|brgy\.?|sector)"
_TAIL = (
    rf"(?: \s{{0,3}},?\s{{1,3}}(?:suite|ste|apt|unit|flat|appartamento|interno|depto)\.?\s{{1,3}}\d[\w-]{{0,5}} )? (?: \s{{0,3}}[.,]{{1,2}}\s{{0,3}}(?: {_POSTCODE} | {_AREA}(?:\s{{1,3}}{_CAPITAL}\b|\s{{1,3}}\d{{1,3}}){{1,3}} | {_UNIT}\s{{1,3}}\d[\w-]{{0,5}}"
    rf" | (?:ap|apt|apartament|kv|et|sc|bl|flat|floor|dept|depto|interior|int|piso|casa|mz|lt|block|kompleks|stan|sq)\.?\s{{0,3}}\d[\w-]{{0,7}}"
    rf" | {_CAPITAL}\b(?:\s{{1,3}}(?!{_POSTCODE}){_CAPITAL}\b){{0,2}}(?:\s{{1,3}}{_POSTCODE})?(?:[\s-]+\d{{3,6}})? | [A-Z]-\d{{4}}\s{{1,3}}{_CAPITAL} | \d{{4,6}}(?:-\d{{3}})?(?:\s{{1,3}}{_CAPITAL}\b){{0,2}} )(?!\w) ){{0,6}}"
)


class AddressRecogniser(PatternRecogniser):
    """Finds addresses. A street without a number is a place (`ORG_LOCATION`)."""

    type = "ADDRESS"
    patterns = (
        # 14 Kamwala Road, Lusaka · 22b Harehills Lane
        pattern(rf"(?<![\w.,:/-]) (?P<it> (?:{_UNIT}\s{{0,3}}{_NO}(?:\d[\w-]{{0,5}}|[a-z]\b)\s{{0,3}},?\s{{0,3}}){{0,3}} {_NO}{_HOUSE}\s{{0,3}},?\s{{1,3}} (?P<name> {_NAMES} ) (?P<road> {_ROAD_AFTER} )\b\.? {_TAIL} )"),
        # Rua Augusta 1024 · Calle 8 No. 12-45 · Soi 71
        pattern(rf"\b(?P<it> (?:{_NO}{_HOUSE}\s{{0,3}},?\s{{1,3}})? {_ROAD_BEFORE}\s{{1,3}} (?:{_WORD}\s{{1,3}}|\d{{1,3}}[a-z]?\s{{1,3}}){{0,6}}? (?:{_NO}|\#\s{{0,3}}|nr\.?\s{{0,3}}|,\s{{0,3}}(?:no\.?|nr\.?)?\s{{0,3}}) \d{{1,5}}[a-z]?\b (?:\s?(?:[\#/\-]|no\.?|nº|n°)\s?\d{{1,4}}[a-z]?){{0,3}} {_TAIL} )"),
        pattern(rf"(?<![\w.,:/-]) (?P<it> (?:{_NO}{_HOUSE}\s{{0,3}},?\s{{1,3}}) {_ROAD_BEFORE}\s{{1,3}} {_WORD}(?:\s{{1,3}}{_WORD}){{0,3}} (?:\s{{1,3}}\d{{1,4}})? {_TAIL} )"),
        # Plot 881, Kanyama · House 17, Road 5, Sector 11, Uttara
        pattern(rf"\b(?P<it> (?:plot|stand|erf|house|hse|villa|h\.?\s?no|lot|farm|flat|apt|apartment|block|building)\.?\s{{0,3}}{_NO}[\w/-]{{0,5}}\d[\w/-]{{0,5}} (?:\s{{0,3}},?\s{{1,3}}(?:road|rd|street|st|lane|block|sector|building|bldg|floor|ward|phase|section|avenue|soi|tole|line|flat|villa|zone|plot|house)\.?\s{{0,3}}{_NO}[\w-]{{1,6}}){{0,5}} \s{{0,3}}(?:,\s{{0,3}}|\s{{1,3}}(?:in|on)\s{{1,3}}) {_CAPITAL}(?:\s{{1,3}}{_CAPITAL}){{0,3}} {_TAIL} )"),
        pattern(rf"\b(?P<it> (?:plot|house|hse|villa|h\.?\s?no|lot|flat|block|building|stand)\.?\s{{0,3}}{_NO}\d[\w/-]{{0,6}} (?:\s{{0,3}},\s{{0,3}}(?:road|rd|street|st|lane|block|sector|building|avenue|soi|tole|line|zone|floor)\.?\s{{0,3}}{_NO}[\w-]{{1,6}}){{1,5}} {_TAIL} )"),
        # Rolf-Kroker-Platz 47 · Ady Endre utca 52
        pattern(rf"(?<![\w.-]) (?P<it> [^\W\d_][\w.-]{{0,40}}(?:straße|strasse|str\.|platz|weg|gasse|allee|straat|laan|gatan|vägen|vej|gade|katu|caddesi|sokağı)\s{{1,3}}\d{{1,4}}[a-z]?\b {_TAIL} )"),
        pattern(rf"(?<!\w) (?P<it> (?:{_CAPITAL}|\w+)\s{{1,3}}(?:{_CAPITAL}\s{{1,3}}|\w+\s{{1,3}})?(?:utca|út|útja|tér|körút|caddesi|sokak|sokağı|mahallesi|körfez)\s{{1,3}}(?:no:?\s{{0,3}})?\d{{1,4}}\b {_TAIL} )"),
        # Kamenita 6c/7, 25494 Zaprešić
        pattern(rf"(?<!\w) (?P<it> {_CAPITAL}(?:\s{{1,3}}(?:{_CAPITAL}|\w{{2,10}})){{0,3}}\s{{1,3}}\d{{1,4}}[a-z]?(?:/\d{{1,3}})?\s{{0,3}},\s{{0,3}}(?-i:[A-Z]{{1,2}}-)?\d{{3,6}}(?:[ -]\d{{2,3}})?(?-i:[A-Z]{{2}})?\s{{0,3}},?\s{{0,3}}{_CAPITAL} {_TAIL} )"),
        # a number, names with a capital, and after a comma a town with its postal code
        pattern(rf"(?<![\w.,:/-]) (?P<it> \d{{1,5}}(?:-[A-Z])?\s{{1,3}} {_CAPITAL}(?:\s{{1,3}}{_CAPITAL}){{0,3}} (?:\s{{1,3}}(?:suite|apt\.?|unit)\s{{1,3}}\d{{1,4}})? \s{{0,3}},\s{{0,3}} {_CAPITAL}(?:\s{{1,3}}{_CAPITAL}){{0,2}} \s{{0,3}},?\s{{0,3}} (?-i:[A-Z]{{2}}\s{{1,3}})?\d{{4,6}} {_TAIL} )"),
        # 120/4 Moo 5, Tambon Mae Pa · barangay, phum, desa
        pattern(rf"(?<![\w.,:/-]) (?P<it> {_NO}{_HOUSE}\s{{0,3}},?\s{{1,3}} (?:moo|mu|m\.)\s{{0,3}}\d{{1,2}} {_TAIL} )"),
        pattern(r"\b(?P<it> (?:p\.?\s?o\.?\s?|private\s{1,3}(?:mail\s{1,3})?|locked\s{1,3})\s?(?:box|bag)\s{0,3}(?:no\.?\s{0,3})?[\w-]{1,10} (?:\s{0,3},\s{0,3}[^\W\d_]+(?:\s[A-Z][\w]+)?){0,2} )"),
        # postcodes of Britain and Canada
        pattern(r"(?<![\w-]) (?P<it> [A-Z]{1,2}\d{1,2}[A-Z]?\s?\d[A-Z]{2} | [A-Z]\d[A-Z]\s\d[A-Z]\d ) (?![\w-])", 0),
        pattern(r"\b(?:post\s?code|postal\s{1,3}code|zip(?:\s?code)?)\s{0,3}(?:is|:|=)?\s{0,3}(?P<it> [\w][\w -]{2,8}\d[\w]{0,3} )\b"),
        # co-ordinates, plus codes
        pattern(r"(?<![\w.]) (?P<it> [-+]?\d{1,2}\.\d{3,}°?\s?[NS]?\s{0,3}[,;/\s]\s{0,3}[-+]?\d{1,3}\.\d{3,}°?\s?[EW]? ) (?![\w.]\d)"),
        pattern(r"(?<!\w) (?P<it> \d{1,2}°\s?\d{1,2}['′]\s?(?:[\d.]+[\"″])?\s?[NS][\s,]*\d{1,3}°\s?\d{1,2}['′]\s?(?:[\d.]+[\"″])?\s?[EW] )"),
        pattern(r"(?<!\w) (?P<it> [23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3} ) (?!\w)", 0),
    )  # fmt: skip

    def is_meant(self, match: re.Match[str]) -> bool:
        """A number, some words and "court" are no address when the words are plain ones ("20 for the ride to court")."""
        parts = match.groupdict()
        if not parts.get("road"):
            return True
        name = parts["name"].strip()
        if name[:1].isupper() and not _PLAIN & set(name.split()):
            return True
        return parts["road"].casefold() in _SURE_ROADS and not _PLAIN & set(name.casefold().split())


_SURE_ROADS = frozenset(
    "street st road rd avenue ave lane close drive crescent boulevard blvd highway terrace marg nagar soi tole".split()
)
_PLAIN = frozenset(
    "a an the this that these those of for to from in on at by with and or but is are was were be been has have had he she it they we i you her his its "
    "their our my came comes come went go goes walk walked per next each every one other years year months days nights hours minutes times people girls boys "
    "women men km m metres meters kilometres am pm o'clock dollars euros pounds off down up across along near behind outside main busy same old new dark".split()
)

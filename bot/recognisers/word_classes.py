"""Classes of words that stand beside names: titles, kin and trades, kinds of places."""

from __future__ import annotations

TITLES = frozenset(
    "mr mrs ms miss dr doctor prof professor sister sr brother bro auntie aunty aunt uncle mama mami mum mummy mom papa baba madam madame "
    "officer sgt sergeant inspector constable captain cpt major chief judge justice pastor rev reverend father fr mother bishop imam sheikh "
    "sheikha alhaji alhaja hajiya haji hajia mzee teacher nurse matron driver guard cook agent broker señora señor sra sr don doña dona kuya "
    "ate didi dai bhai apa tia tio tía tío tante ustaz guru khun lok mistress mister lady sir lord chairman headman boss".split()
)
KIN = frozenset(
    "sister brother mother father son daughter baby husband wife boyfriend girlfriend fiance fiancé cousin niece nephew grandmother grandma "
    "grandfather friend boy girl man woman child kid twin twins resident client survivor colleague cook driver guard nurse teacher volunteer "
    "interpreter lawyer recruiter trafficker pimp madam agent broker neighbour guardian uncle aunt auntie solicitor gardener trainee supervisor".split()
)
PLACE_WORDS = frozenset(
    "hotel motel bar club nightclub lodge inn guesthouse hostel restaurant cafe café pub casino spa salon saloon shop store mall market supermarket "
    "school college university academy kindergarten nursery church mosque temple cathedral chapel parish monastery convent hospital clinic centre center "
    "shelter house home haven refuge orphanage mission foundation project prison jail station terminal airport port harbour border village town city "
    "district province county township compound camp farm estate plantation mine factory mill quarry beach island street road avenue lane close drive "
    "crescent square bridge junction roundabout apartments flats tower towers plaza resort villa villas hall bakery butchery laundry garage restaurante "
    "rua calle rruga strada ulica casa hostal bazaar bazar garden gardens palace barracks checkpoint post ward block stop grove hill park pharmacy bank "
    "bungalow bungalows karaoke massage parlour parlor studio lounge disco grill kitchen tavern shebeen bus pension posada".split()
)

"""Names under which Russian files count regions of Ukraine among Russia's own.

They serve to recognise such rows and quarantine them; they are no names of the regions and are never shown.
"""

from collections.abc import Mapping
from types import MappingProxyType

from hub.domain.text import fold

_DONETSK, _LUHANSK, _CRIMEA = "UA14000000000091971", "UA44000000000018893", "UA01000000000013043"
_SEVASTOPOL, _ZAPORIZHZHIA, _KHERSON = "UA85000000000065278", "UA23000000000064947", "UA65000000000030969"

#: Folded name → the code of the region of Ukraine.
CLAIMED_REGIONS: Mapping[str, str] = MappingProxyType(
    {
        fold(name): code
        for code, names in {
            _DONETSK: ("Донецкая Народная Республика", "ДНР", "Донецкая область"),
            _LUHANSK: ("Луганская Народная Республика", "ЛНР", "Луганская область"),
            _CRIMEA: ("Республика Крым", "Крым"),
            _SEVASTOPOL: (
                "Севастополь",
                "г. Севастополь",
                "город Севастополь",
                "город федерального значения Севастополь",
            ),
            _ZAPORIZHZHIA: ("Запорожская область",),
            _KHERSON: ("Херсонская область",),
        }.items()
        for name in names
    }
)

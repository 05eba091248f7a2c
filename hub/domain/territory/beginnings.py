"""Since when units are shown whose own beginning nobody has told.

Most units are older than anything asked of the hub: a settlement, an oblast or a raion without a day is shown
on any day, and says that its beginning is not known. Hromadas are not: they were formed one by one from 2015
to 2020, so one without a day of its own is not shown before the reform was complete.
"""

from datetime import date

from hub.domain.vocabulary import Country, TerritoryLevel

#: Country and level → the day from which units without a day of their own are shown. Ukraine: raions of
#: hromadas by resolution 807-IX of the Verkhovna Rada, in force on 19.07.2020.
SHOWN_SINCE: dict[tuple[Country, TerritoryLevel], date] = {
    (Country.UA, TerritoryLevel.HROMADA): date(2020, 7, 19),
}

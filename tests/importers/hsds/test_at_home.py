"""A package of a state whose codifier the hub has: places, identifiers and words are resolved."""

from tests.importers.hsds.conftest import MakeRegion, Reads, WritePackage

YAML = """
code: ua_red
title: Hilfe und Dienste
publisher: Red House
licence: CC BY 4.0
lang: en
country: UA
jurisdiction: UA-05
format: hsds
"""
LOOKUPS = """
category: {Home visits: care.home}
target_groups: {Seniors: older}
"""


def test_places_identifiers_and_terms(hsds_region: MakeRegion, read: Reads, package: WritePackage) -> None:
    tables = {
        "organizations": "id,name,description\no1,ГО «Червоний дім»,Helps\n",
        "organization_identifiers": "id,organization_id,identifier_scheme,identifier_type,identifier\n"
        "i1,o1,UA-EDR,,32129\ni2,o1,GB-COH,Company number,1234567\n",
        "services": "id,organization_id,name,status\ns1,o1,Visits,active\ns2,o1,Evening club,inactive\n",
        "locations": "id,organization_id,location_type,name,latitude,longitude\n"
        "l1,o1,physical,Office,49.2328,28.4681\nl2,o1,physical,Abroad,52.2,21.0\n"
        "l3,o1,physical,Next door,48.7484,30.2218\n",
        "services_at_location": "id,service_id,location_id\na1,s1,l1\na2,s2,l1\n",
        "addresses": "id,location_id,address_1,city,state_province,postal_code,country,address_type\n"
        "x1,l1,\"вул. Соборна, 36\",Вінниця,Вінницька область,21050,UA,physical\n"
        "x2,l2,Marszałkowska 1,Warszawa,,00-001,PL,physical\n"
        "x3,l3,вул. Європейська,Умань,Черкаська область,,UA,physical\n",
        "taxonomy_terms": "id,code,name,description,taxonomy\n"
        "t1,HV,Home visits,Home visits,Local\nt2,S,Seniors,Seniors,Local\nt3,,Clubs,Clubs,Local\n"
        "t4,category:support.culture,Culture,Culture,merezha:category\n"
        "t5,category:no.such,None,None,merezha:category\nt6,fact:territory.how,How,How,merezha:fact\n"
        "t7,fact:territory.distance,Far,Far,merezha:fact\nt8,fact:made,Made,Made,merezha:fact\n",
        "attributes": "id,link_id,link_entity,taxonomy_term_id,value\nb1,s1,service,t1,\nb2,s1,service,t2,\n"
        "b3,s2,service,t3,\nb4,s2,service,t4,\nb5,s2,service,t5,\n"
        "b6,l1,location,t6,nearest\nb7,l1,location,t7,420\nb8,l1,location,t8,city\n",
        "service_areas": "id,service_id,name,extent,extent_type\nr1,s1,Вінницька громада,,\n",
    }  # fmt: skip
    found = read(hsds_region(YAML, LOOKUPS, "ua_red"), package(tables))
    (provider,) = found.providers
    assert [(one.scheme, one.value, one.valid) for one in provider.identifiers] == [
        ("UA-EDRPOU", "00032129", True)
    ]
    assert found.said("IDENTIFIER_SCHEME_UNKNOWN") == [
        ("organization_identifiers", 3, "identifier_scheme", None)
    ]
    assert provider.sector.value == "nonprofit"
    (office,) = provider.locations
    assert (office.key, office.territory) == ("l1", "UA05020030010063857")
    assert (office.street, office.house, office.postal_code) == ("вул. Соборна", "36", "21050")
    outside = found.said("OUTSIDE_JURISDICTION")
    assert [(sheet, row) for sheet, row, _, _ in outside] == [("addresses", 3), ("locations", 4)]
    visits, club = provider.services
    assert (visits.category, visits.target_groups, visits.matched_by) == (
        "care.home",
        ("older",),
        "lookups.yml",
    )
    assert [area.territory for area in visits.areas] == ["UA05020030000031457"]
    assert (club.category, club.matched_via and club.matched_via.value, club.matched_by) == (
        "support.culture",
        "exact",
        "hsds term",
    )
    assert (office.territory_how, office.territory_distance_m) == ("nearest", 420)
    assert (office.city, office.state_province, office.country) == (None, "Вінницька область", "UA")
    assert office.address == "вул. Соборна, 36, Вінницька область"
    assert [(term.code, term.name) for term in visits.terms] == [("HV", "Home visits"), ("S", "Seniors")]
    assert found.said("UNKNOWN_VALUE") == [("attributes", 6, None, "category:no.such")]

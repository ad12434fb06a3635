"""More tools, each with a small file of our own that holds its trap: what its declaration says is what arrives."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from custodian.intake import formats, identify
from custodian.intake.staging import Refused
from tests.intake.staged import rows, staged, tables, written


def recognised(folder, content: str) -> str | None:
    [raw] = tables(written(folder, content))
    found = identify.identify(raw, formats.declared())
    return found.format.key if found else None


# Pipedrive

PIPEDRIVE = (
    "Deal - ID,Deal - Title,Deal - Owner,Deal - Value,Deal - Currency of Value,Deal - Organization,Deal - Stage,"
    "Deal - Status,Deal - Deal created,Deal - Won time,Deal - Lost time,{}Deal - Lost reason,Deal - Product name\n"
)
CLOSED = [
    ("11", "Borea AG", "won", Decimal("1200.5"), "CHF", date(2026, 7, 14), date(2026, 10, 9), None),
    ("12", "Carvo SAS", "lost", Decimal(900), "EUR", date(2026, 8, 1), date(2026, 10, 2), "Price"),
    ("13", "Dorne Ltd", "open", None, "GBP", date(2026, 8, 3), None, None),
]
DEAL = ("deal_id", "company", "outcome", "amount", "currency", "created_on", "closed_on", "reason")


@pytest.mark.parametrize(
    ("column", "days"), [("", ("", "", "")), ("Deal - Deal closed on,", ("2026-10-09,", "2026-10-02,", ","))]
)
def test_a_pipedrive_deal_is_closed_on_the_day_it_was_won_or_lost(tmp_path, column, days):
    content = PIPEDRIVE.format(column) + (
        f"11,48 V,Ada,1200.5,CHF,Borea AG,Offer,Won,2026-07-14 10:00:00,2026-10-09 16:00:00,,{days[0]},\n"
        f"12,Rail,Ada,900,EUR,Carvo SAS,Offer,lost,2026-08-01 10:00:00,,2026-10-02 09:00:00,{days[1]}Price,\n"
        f"13,Lab,Ada,,GBP,Dorne Ltd,Demo,open,2026-08-03 10:00:00,,,{days[2]},\n"
    )
    done = staged(tmp_path, content)
    assert (done.format, done.problems, done.questions) == ("pipedrive_deals", (), ())
    assert rows(done, *DEAL) == CLOSED


def test_a_pipedrive_deal_with_two_products_is_one_deal(tmp_path):
    line = "11,48 V,Ada,1200,EUR,Borea AG,Offer,won,2026-07-14 10:00:00,2026-10-09 16:00:00,,,{}\n"
    done = staged(tmp_path, PIPEDRIVE.format("") + line.format("Converter") + line.format("Cable"))
    assert (done.problems, rows(done, "deal_id", "amount")) == ((), [("11", Decimal(1200))])


def test_a_deleted_pipedrive_deal_is_told_and_left_out(tmp_path):
    line = "{},48 V,Ada,1200,EUR,Borea AG,Offer,{},2026-07-14 10:00:00,,,,\n"
    done = staged(tmp_path, PIPEDRIVE.format("") + line.format(11, "deleted") + line.format(12, "open"))
    assert rows(done, "deal_id") == [("12",)]
    assert (done.rows_refused, done.problems) == (0, ())
    assert ("1 row is of another kind and left out", "the column “Deal - Status” says “deleted”") in [
        (one.what, one.because) for one in done.decisions
    ]


@pytest.mark.parametrize(
    ("header", "won", "lost"),
    [
        (
            "Deal - ID;Deal - Titel;Deal - Organisation;Deal - Wert;Deal - Währung von Wert;Deal - Status;"
            "Deal - Deal erstellt;Deal - Gewonnen am;Deal - Datum des verlorenen Deals",
            "Gewonnen",
            "Verloren",
        ),
        (
            "Affaire - ID;Affaire - Titre;Affaire - Organisation;Affaire - Valeur;Affaire - Devise de Valeur;"
            "Affaire - Statut;Affaire - Affaire créée;Affaire - Date de gain;Affaire - Heure de l'échec",
            "Gagné",
            "Perdu",
        ),
    ],
)
def test_pipedrive_in_german_and_french(tmp_path, header, won, lost):
    content = (
        f"{header}\n11;48 V;Borea AG;1.200,50;CHF;{won};2026-07-14;2026-10-09;\n"
        f"12;Rail;Carvo SAS;900;EUR;{lost};2026-08-01;;2026-10-02\n"
    )
    done = staged(tmp_path, content)
    assert rows(done, *DEAL[:-1]) == [row[:-1] for row in CLOSED[:2]]


def test_a_pipedrive_deal_is_in_the_currency_of_its_value_not_of_its_weighted_value(tmp_path):
    content = (
        "Negocio - ID,Negocio - Título,Negocio - Valor,Negocio - Divisa de Valor,Negocio - Divisa de Valor ponderado,"
        "Negocio - Organización,Negocio - Estado,Negocio - Negocio creado el\n"
        "11,48 V,1200,CHF,EUR,Borea AG,Abierto,2026-07-14\n"
    )
    assert rows(staged(tmp_path, content), "outcome", "amount", "currency") == [("open", Decimal(1200), "CHF")]


# Meta

META = '"Campaign name",{}Impressions,"Link clicks","Amount spent (EUR)","Reporting starts","Reporting ends"\n'
MONTH = "2026-10-01,2026-10-31"


def test_metas_unlabelled_total_is_dropped_and_a_campaign_without_a_name_is_not(tmp_path):
    lines = f"Brand,600,6,60.25,{MONTH}\nRail,400,,39.75,{MONTH}\n"
    done = staged(tmp_path, "\ufeff" + META.format("") + f",1000,6,100,{MONTH}\n" + lines)
    assert (done.format, done.totals_dropped, done.problems) == ("meta_ads", 1, ())
    assert rows(done, "campaign", "first_day", "last_day", "clicks", "cost", "currency") == [
        ("Brand", date(2026, 10, 1), date(2026, 10, 31), 6, Decimal("60.25"), "EUR"),
        ("Rail", date(2026, 10, 1), date(2026, 10, 31), None, Decimal("39.75"), "EUR"),
    ]
    done = staged(tmp_path, META.format("") + f",1000,6,99,{MONTH}\n" + lines)
    assert (done.totals_dropped, done.rows_refused, len(done.problems)) == (0, 1, 1)


def test_meta_by_region_keeps_its_regions_apart(tmp_path):
    lines = f"Brand,Bern,600,6,60,{MONTH}\nBrand,Uri,400,4,40,{MONTH}\n"
    done = staged(tmp_path, META.format("Region,") + lines)
    assert rows(done, "detail", "cost") == [("Bern", Decimal(60)), ("Uri", Decimal(40))]


def test_rows_of_a_breakdown_that_is_not_known_are_shown_and_not_added_up_as_one(tmp_path):
    done = staged(tmp_path, META.format("Hour,") + f"Brand,1,600,6,60,{MONTH}\nBrand,2,400,4,40,{MONTH}\n")
    assert (rows(done, "cost"), done.rows_refused) == ([], 2)


@pytest.mark.parametrize(
    "header",
    [
        "Kampagnenname;Impressionen;Link-Klicks;Ausgegebener Betrag (CHF);Berichtsstart;Berichtsende",
        "Nom de la campagne;Impressions;Clics sur un lien;Montant dépensé (CHF);Début des rapports;Fin des rapports",
        "Nombre de la campaña;Impresiones;Clics en el enlace;Importe gastado (CHF);Inicio del informe;Fin del informe",
    ],
)
def test_meta_in_german_french_and_spanish(tmp_path, header):
    done = staged(tmp_path, f"{header}\nMarke;600;6;1.060,25;2026-10-01;2026-10-31\n")
    assert rows(done, "platform", "campaign", "impressions", "clicks", "cost", "currency") == [
        ("Meta", "Marke", 600, 6, Decimal("1060.25"), "CHF")
    ]


# Microsoft

MICROSOFT = (
    '\ufeff"Report Name: Campaigns"\n"Report Time: 10/1/2026,10/31/2026"\n"Report Aggregation: {}"\n"Rows: 2"\n\n'
    '"TimePeriod","AccountName","CampaignName","CurrencyCode","DeviceType","Impressions","Clicks","Spend"\n'
    '"10/13/2026","V","Brand","EUR","Computer","734","38","1,060.35"\n'
    '"10/13/2026","V","Brand","EUR","Smartphone","70","3","6.35"\n\n'
    '"©2026 Microsoft Corporation. All rights reserved. "\n'
)


def test_a_microsoft_report_by_day_and_device(tmp_path):
    done = staged(tmp_path, MICROSOFT.format("Daily"))
    assert (done.format, done.problems) == ("microsoft_ads_days", ())
    assert rows(done, "account", "campaign", "detail", "first_day", "last_day", "cost", "currency") == [
        ("V", "Brand", "Computer", date(2026, 10, 13), date(2026, 10, 13), Decimal("1060.35"), "EUR"),
        ("V", "Brand", "Smartphone", date(2026, 10, 13), date(2026, 10, 13), Decimal("6.35"), "EUR"),
    ]


@pytest.mark.parametrize(
    ("unit", "key"),
    [("Weekly", "microsoft_ads_weeks"), ("Monthly", "microsoft_ads_months"), ("Yearly", None), ("HourOfDay", None)],
)
def test_a_microsoft_report_by_week_or_month_is_not_taken_for_days(tmp_path, unit, key):
    assert recognised(tmp_path, MICROSOFT.format(unit)) == key


def test_the_hours_of_a_microsoft_report_stay_apart(tmp_path):
    content = (
        '"Report Name: X"\n"Report Aggregation: Hourly"\n\n"CampaignName","TimePeriod","Impressions","Clicks","Spend"\n'
        '"Brand","1/23/2026 12:00:00 AM|11","7","3","60.35"\n"Brand","1/23/2026 12:00:00 AM|12","8","4","2.00"\n'
    )
    done = staged(tmp_path, content, currency="EUR")
    assert rows(done, "first_day", "detail", "cost") == [
        (date(2026, 1, 23), "11", Decimal("60.35")),
        (date(2026, 1, 23), "12", Decimal(2)),
    ]


# Zoho

ZOHO = (
    "Record Id,Deal Owner.id,Deal Owner,Amount,Deal Name,Closing Date,Account Name.id,Account Name,Stage,"
    "Lead Source,Campaign Source.id,Campaign Source,Created Time,Reason For Loss\n"
)


def test_a_zoho_deal_names_its_customer_not_the_customers_id(tmp_path):
    content = ZOHO + (
        'zcrm_415,zcrm_9,Ada,"$22,700.00",48 V,2026-10-09,zcrm_7,Borea AG,Closed Won,Trade Show,zcrm_2,PCIM,'
        "2026-07-14 10:30:00,\n"
        "zcrm_416,zcrm_9,Ada,900.50,Rail,2026-10-02,zcrm_8,Carvo SAS,Closed-Lost to Competition,,,,"
        "2026-08-01 08:00:00,Price\n"
        "zcrm_417,zcrm_9,Ada,,Lab,2026-11-30,zcrm_8,Carvo SAS,Negotiation/Review,,,,2026-08-03 08:00:00,\n"
    )
    done = staged(tmp_path, content, currency="USD")
    assert (done.format, done.problems) == ("zoho_deals", ())
    assert rows(done, "deal_id", "company", "outcome", "amount", "closed_on", "reason", "campaign") == [
        ("415", "Borea AG", "won", Decimal(22700), date(2026, 10, 9), None, "PCIM"),
        ("416", "Carvo SAS", "lost", Decimal("900.5"), date(2026, 10, 2), "Price", None),
        ("417", "Carvo SAS", "open", None, date(2026, 11, 30), None, None),
    ]


def test_zoho_leads_are_contacts_without_their_address(tmp_path):
    content = (
        "Record Id,Lead Owner.id,Lead Owner,Company,First Name,Last Name,Email,Lead Source,Lead Status,Country,"
        "Created Time\nzcrm_77,zcrm_9,Ada,Borea AG,Eva,Roth,eva@borea.example,Web,New,Germany,2026-10-02 10:15:00\n"
    )
    done = staged(tmp_path, content)
    assert (done.format, done.problems) == ("zoho_leads", ())
    assert rows(done, "contact_id", "company", "domain", "country", "source", "lead_at") == [
        ("77", "Borea AG", "borea.example", "Germany", "Web", datetime(2026, 10, 2, 10, 15))
    ]


# Dynamics 365

DYNAMICS = (
    "\ufeff(Do Not Modify) Opportunity,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Topic,Owner,"
    "Potential Customer,Status,Status Reason,Est. revenue,Est. close date,Actual Revenue,Actual Close Date,"
    "Created On,Currency\n"
)


def test_a_lost_dynamics_opportunity_says_why_and_lost_alone_is_no_reason(tmp_path):
    content = DYNAMICS + (
        'a-1,x=,10/9/2026 21:05,48 V,Ada,Borea AG,Won,Won,"$1,200.50",10/1/2026,"$1,100.00",10/9/2026,'
        "7/14/2026 10:05,US Dollar\n"
        "a-2,x=,10/9/2026 21:05,Rail,Ada,Carvo SAS,Lost,Out-Sold,900.00,10/1/2026,0.00,10/2/2026,"
        "8/1/2026 9:00,US Dollar\n"
        "a-3,x=,10/9/2026 21:05,Lab,Ada,Dorne Ltd,Lost,Lost,900.00,10/1/2026,,10/2/2026,8/1/2026 9:00,Euro\n"
        "a-4,x=,10/9/2026 21:05,Line,Ada,Dorne Ltd,Open,In Progress,,11/30/2026,,,8/3/2026 9:00,Euro\n"
    )
    done = staged(tmp_path, content)
    assert (done.format, done.problems) == ("dynamics_opportunities", ())
    assert rows(done, *DEAL) == [
        ("a-1", "Borea AG", "won", Decimal("1200.5"), "USD", date(2026, 7, 14), date(2026, 10, 9), None),
        ("a-2", "Carvo SAS", "lost", Decimal(900), "USD", date(2026, 8, 1), date(2026, 10, 2), "Out-Sold"),
        ("a-3", "Dorne Ltd", "lost", Decimal(900), "EUR", date(2026, 8, 1), date(2026, 10, 2), None),
        ("a-4", "Dorne Ltd", "open", None, "EUR", date(2026, 8, 3), None, "In Progress"),
    ]


def test_dynamics_campaigns_load_where_the_export_has_their_days_and_cost(tmp_path):
    header = "Name,Campaign Type,Status,Actual Start,Actual End,Total Cost of Campaign,Currency\n"
    done = staged(tmp_path, header + 'PCIM,Event,Active,10/13/2026,10/15/2026,"1,200.00",Euro\n')
    assert rows(done, "campaign", "first_day", "last_day", "cost", "currency") == [
        ("PCIM", date(2026, 10, 13), date(2026, 10, 15), Decimal(1200), "EUR")
    ]
    assert recognised(tmp_path, "Name,Campaign Type,Template,Status\nPCIM,Event,No,Active\n") is None


# WooCommerce

WOO = (
    'Date,"Order #","N. Revenue (formatted)",Status,Customer,"Customer type",Product(s),"Items sold",Coupon(s),'
    '"Net Sales"\n'
)


def test_a_woocommerce_refund_is_a_row_of_its_own_and_an_unpaid_order_no_order(tmp_path):
    content = WOO + (
        '"2026-10-20 09:00:00",1041,-€50.00,refunded,"Borea AG",returning,,0,,-50\n'
        '"2026-10-03 10:00:00",1041,"€1,250.00",refunded,"Borea AG",new,"2× Cable",2,,1250\n'
        '"2026-10-02 10:00:00",1040,€12.50,failed,"Carvo SAS",new,"1× Cable",1,,12.5\n'
        '"2026-10-01 10:00:00",1039,€12.50,pending,"Carvo SAS",new,"1× Cable",1,,12.5\n'
    )
    done = staged(tmp_path, content, currency="EUR")
    assert (done.format, done.problems) == ("woocommerce_orders", ())
    assert rows(done, "document_no", "ordered_on", "amount", "status") == [
        ("1041 · 2026-10-20 09:00:00", date(2026, 10, 20), Decimal(-50), "refunded"),
        ("1041 · 2026-10-03 10:00:00", date(2026, 10, 3), Decimal(1250), "refunded"),
        ("1040 · 2026-10-02 10:00:00", date(2026, 10, 2), Decimal("12.5"), "cancelled"),
        ("1039 · 2026-10-01 10:00:00", date(2026, 10, 1), Decimal("12.5"), "draft"),
    ]


# Feedback and reviews


def test_hubspots_two_scales_in_one_column_are_not_mixed(tmp_path):
    """A rating of 2 is content on the scale of three, and a detractor on that of eleven."""
    content = (
        "Record ID,Contact Id,Rating,Date,Survey Name,NPS,CSAT\r\n"
        "1,71,9,2025-06-23 13:12,Loyalty,Promoter,\r\n2,72,2,2025-06-24 08:00,Support,,Positive\r\n"
        "3,73,0,2025-06-25 08:00,Loyalty,Detractor,"
    )
    done = staged(tmp_path, content)
    assert (done.format, done.problems) == ("hubspot_feedback", ())
    assert rows(done, "survey", "response_id", "role", "measure", "value", "answered_at") == [
        ("Loyalty", "1", "customer", "recommend", 9.0, datetime(2025, 6, 23, 13, 12)),
        ("Support", "2", "customer", None, 2.0, datetime(2025, 6, 24, 8)),
        ("Loyalty", "3", "customer", "recommend", 0.0, datetime(2025, 6, 25, 8)),
    ]


def test_a_review_of_two_lines_is_one_answer(tmp_path):
    content = (
        "Review ID,Review Created (UTC),Review Title,Review Content,Review Stars,Domain URL\n"
        'a1,2026-10-09 23:29:00,Good,"Good.\nAnd quick.",4.0,http://v.example\n'
    )
    done = staged(tmp_path, content)
    told = rows(done, "survey", "response_id", "measure", "value", "text", "answered_at")
    assert told == [("Trustpilot", "a1", "satisfaction", 4.0, "Good.\nAnd quick.", datetime(2026, 10, 9, 23, 29))]


# Google in German, French and Spanish

GA4 = (
    "# ----------------------------------------\n# {}\n# {}: V\n# {}: V site\n"
    "# ----------------------------------------\n# \n# {}: 20261001\n# {}: 20261031\n"
)
GERMAN = GA4.format("Bericht", "Konto", "Property", "Beginn", "Ende")
FRENCH = GA4.format("Rapport", "Compte\u00a0", "Propriété\u00a0", "Date de début\u00a0", "Date de fin\u00a0")
SPANISH = GA4.format("Informe", "Cuenta", "Propiedad", "Fecha de inicio", "Fecha de finalización")


@pytest.mark.parametrize(
    ("above", "header", "breakdown"),
    [
        (GERMAN, "Sitzung – Standardchannelgruppe,Sitzungen,Sitzungen mit Interaktionen,Aktive Nutzer", "channel"),
        (GERMAN, "Seitenpfad und Bildschirmklasse,Sitzungen,Sitzungen mit Interaktionen,Nutzer insgesamt", "page"),
        (
            FRENCH,
            "Groupe de canaux principal de la session (Groupe de canaux par défaut),Sessions,"
            "Sessions avec engagement,Utilisateurs actifs",
            "channel",
        ),
        (
            FRENCH,
            "Page de destination + chaîne de requête,Sessions,Sessions avec engagement,Utilisateurs actifs",
            "landing page",
        ),
        (
            SPANISH,
            "Grupo de canales principal de la sesión (Grupo de canales predeterminado),Sesiones,"
            "Sesiones con interacción,Usuarios activos",
            "channel",
        ),
        (SPANISH, "País,Sesiones,Sesiones con interacción,Total de usuarios", "country"),
    ],
)
def test_a_ga4_report_in_the_visitors_language(tmp_path, above, header, breakdown):
    done = staged(tmp_path, above + header + "\nDirect,840,520,610\n")
    assert (done.format, done.questions, done.problems) == ("ga4_report", (), ())
    told = rows(
        done, "property", "breakdown", "member", "first_day", "last_day", "sessions", "engaged_sessions", "users"
    )
    assert told == [("V site", breakdown, "Direct", date(2026, 10, 1), date(2026, 10, 31), 840, 520, 610)]


@pytest.mark.parametrize(
    ("above", "header", "total"),
    [
        (
            "Kampagnenbericht\n1. Oktober 2026 - 31. Oktober 2026",
            "Kampagnenstatus\tKampagne\tWährungscode\tImpr.\tKlicks\tKosten\tConversions",
            "Gesamt: Kampagnen",
        ),
        (
            "Rapport sur les campagnes\n1 octobre 2026 - 31 octobre 2026",
            "État de la campagne\tCampagne\tCode de la devise\tImpr.\tClics\tCoût\tConversions",
            "Total\u00a0: Campagnes",
        ),
        (
            "Informe de campaña\n1 de octubre de 2026 - 31 de octubre de 2026",
            "Estado de la campaña\tCampaña\tCódigo de moneda\tImpr.\tClics\tCoste\tConversiones",
            "Total: Campañas",
        ),
    ],
)
def test_google_ads_in_the_visitors_language(tmp_path, above, header, total):
    content = (
        f"{above}\n{header}\nx\tMarke\tEUR\t31.193\t603\t2473,94\t1,50\n{total}\t --\tEUR\t31.193\t603\t2473,94\t1,50\n"
    )
    done = staged(tmp_path, content.encode("utf-16"))
    assert (done.format, done.totals_dropped, done.problems) == ("google_ads_campaigns", 1, ())
    assert rows(done, "campaign", "first_day", "last_day", "impressions", "clicks", "cost", "conversions") == [
        ("Marke", date(2026, 10, 1), date(2026, 10, 31), 31193, 603, Decimal("2473.94"), 1.5)
    ]


@pytest.mark.parametrize(
    "name", ["Anzeigengruppe", "Groupe d'annonces", "Grupo de anuncios", "Mot clé", "Palabra clave"]
)
def test_a_report_finer_than_campaigns_is_not_taken_for_one(tmp_path, name):
    """It holds the same cost again."""
    header = f"Kampagnenstatus,Kampagne,{name},Währungscode,Kosten"
    content = f"Bericht\n1. Oktober 2026\n{header}\nx,Marke,a,EUR,2\n"
    assert recognised(tmp_path, content) == "google_ads_parts"
    with pytest.raises(Refused, match="says the cost of the others once more"):
        staged(tmp_path, content)

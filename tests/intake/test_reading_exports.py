"""Every real export, against what stands in the file when one looks at it."""

import json

import pytest

from custodian.intake import reading
from custodian.intake.staging import Refused
from tests.shared import SHARED, needs_shared

# ruff: noqa: E501  (a table of real file names)

pytestmark = needs_shared

# file | table or member | preamble lines | header line | columns | first name | rows | first line | last line | footer
BY_HAND = """
ahrefs/keywords_utf16le_tab_quoted.csv |  | 0 | 1 | 18 | # | 60 | 2 | 61 | 0
dynamics365/Campaign.csv |  | 0 | 1 | 6 | Name | 12 | 2 | 13 | 0
dynamics365/Goal.csv |  | 0 | 1 | 13 | Name | 220 | 2 | 221 | 0
dynamics365/Territory.csv |  | 0 | 1 | 6 | (Do Not Modify) Territor | 6 | 2 | 7 | 0
ga4/data_export_2023_nthday.csv | 1 | 8 | 9 | 2 | Nth day | 28 | 10 | 37 | 0
ga4/data_export_2023_nthday.csv | 2 | 2 | 41 | 2 | Nth day | 28 | 42 | 69 | 0
ga4/data_export_2023_nthday.csv | 3 | 2 | 73 | 2 | Nth day | 28 | 74 | 101 | 0
ga4/data_export_2023_nthday.csv | 4 | 2 | 105 | 2 | Nth day | 28 | 106 | 133 | 0
ga4/data_export_2023_nthday.csv | 5 | 3 | 138 | 2 | First user default chann | 1 | 139 | 139 | 0
ga4/data_export_2023_nthday.csv | 6 | 3 | 144 | 2 | Session default channel  | 1 | 145 | 145 | 0
ga4/data_export_2023_nthday.csv | 7 | 3 | 150 | 2 | Country ID | 1 | 151 | 151 | 0
ga4/data_export_2023_nthday.csv | 8 | 2 | 155 | 2 | Country | 1 | 156 | 156 | 0
ga4/data_export_2023_nthday.csv | 9 | 3 | 161 | 4 | Nth day | 28 | 162 | 189 | 0
ga4/data_export_2023_nthday.csv | 10 | 3 | 194 | 2 | Page title and screen cl | 6 | 195 | 200 | 0
ga4/data_export_2023_nthday.csv | 11 | 3 | 205 | 2 | Event name | 6 | 206 | 211 | 0
ga4/data_export_2023_nthday.csv | 12 | 3 | 216 | 2 | Event name | 0 |  |  | 0
ga4/data_export_2023_nthday.csv | 13 | 3 | 222 | 2 | Item name | 0 |  |  | 0
ga4/data_export_2023_nthday.csv | 14 | 3 | 228 | 2 | Platform | 0 |  |  | 0
ga4/es_data_export_2023_multitable.csv | 1 | 8 | 9 | 2 | Día N | 28 | 10 | 37 | 0
ga4/es_data_export_2023_multitable.csv | 2 | 2 | 41 | 2 | Día N | 28 | 42 | 69 | 0
ga4/es_data_export_2023_multitable.csv | 3 | 2 | 73 | 2 | Día N | 28 | 74 | 101 | 0
ga4/es_data_export_2023_multitable.csv | 4 | 2 | 105 | 2 | Día N | 0 |  |  | 0
ga4/es_data_export_2023_multitable.csv | 5 | 3 | 111 | 2 | Primer grupo de canales  | 2 | 112 | 113 | 0
ga4/es_data_export_2023_multitable.csv | 6 | 3 | 118 | 2 | Grupo de canales predete | 2 | 119 | 120 | 0
ga4/es_data_export_2023_multitable.csv | 7 | 3 | 125 | 2 | ID del país | 3 | 126 | 128 | 0
ga4/es_data_export_2023_multitable.csv | 8 | 2 | 132 | 2 | País | 3 | 133 | 135 | 0
ga4/es_data_export_2023_multitable.csv | 9 | 3 | 140 | 4 | Día N | 28 | 141 | 168 | 0
ga4/es_data_export_2023_multitable.csv | 10 | 3 | 173 | 7 | Fecha | 6 | 174 | 179 | 0
ga4/es_data_export_2023_multitable.csv | 11 | 3 | 184 | 2 | Título de página y clase | 4 | 185 | 188 | 0
ga4/es_data_export_2023_multitable.csv | 12 | 3 | 193 | 2 | Nombre del evento | 6 | 194 | 199 | 0
ga4/es_data_export_2023_multitable.csv | 13 | 3 | 204 | 2 | Nombre del evento | 0 |  |  | 0
ga4/es_data_export_2023_multitable.csv | 14 | 3 | 210 | 2 | Nombre del artículo | 0 |  |  | 0
ga4/es_data_export_2023_multitable.csv | 15 | 3 | 216 | 2 | Plataforma | 0 |  |  | 0
ga4/events_report.csv |  | 9 | 10 | 5 | Event name | 21 | 11 | 31 | 0
ga4/exploration_events_tab.csv |  | 5 | 7 | 3 | Page path + query string | 343 | 8 | 350 | 0
ga4/exploration_freeform_grand_total_shifted.csv |  | 5 | 7 | 8 | Page path + query string | 1875 | 8 | 1882 | 0
ga4/firebase_dashboard_report.csv | 1 | 4 | 5 | 4 | Day | 30 | 6 | 35 | 0
ga4/firebase_dashboard_report.csv | 2 | 3 | 42 | 2 | Day | 30 | 43 | 72 | 0
ga4/firebase_dashboard_report.csv | 3 | 0 | 74 | 3 | Screen class | 3 | 75 | 77 | 0
ga4/firebase_dashboard_report.csv | 4 | 1 | 80 | 2 | Day | 30 | 81 | 110 | 0
ga4/firebase_dashboard_report.csv | 5 | 1 | 113 | 2 | Day | 30 | 114 | 143 | 0
ga4/firebase_dashboard_report.csv | 6 | 1 | 146 | 3 | Day | 14 | 147 | 160 | 0
ga4/firebase_dashboard_report.csv | 7 | 0 | 162 | 3 | App Version | 1 | 163 | 163 | 0
ga4/firebase_dashboard_report.csv | 8 | 1 | 166 | 3 | Source | 1 | 167 | 167 | 0
ga4/firebase_dashboard_report.csv | 9 | 1 | 170 | 7 | Date | 6 | 171 | 176 | 0
ga4/firebase_dashboard_report.csv | 10 | 1 | 179 | 3 | Country | 5 | 180 | 184 | 0
ga4/firebase_dashboard_report.csv | 11 | 0 | 186 | 2 | Device Model | 30 | 187 | 216 | 0
ga4/firebase_dashboard_report.csv | 12 | 0 | 218 | 2 | OS Version | 11 | 219 | 229 | 0
ga4/firebase_dashboard_report.csv | 13 | 0 | 231 | 2 | Gender | 0 |  |  | 0
ga4/firebase_dashboard_report.csv | 14 | 0 | 234 | 2 | Category | 1 | 235 | 235 | 0
ga4/landing_page_report_crlf.csv |  | 9 | 10 | 8 | Landing page | 211 | 11 | 221 | 0
ga4/pages_and_screens_report.csv |  | 9 | 10 | 13 | Page path and screen cla | 684 | 11 | 694 | 0
ga4/reports_snapshot_multitable.csv | 1 | 8 | 9 | 2 | Nth week | 53 | 10 | 62 | 0
ga4/reports_snapshot_multitable.csv | 2 | 2 | 66 | 2 | Nth week | 53 | 67 | 119 | 0
ga4/reports_snapshot_multitable.csv | 3 | 2 | 123 | 2 | Nth week | 53 | 124 | 176 | 0
ga4/reports_snapshot_multitable.csv | 4 | 2 | 180 | 2 | Nth week | 53 | 181 | 233 | 0
ga4/reports_snapshot_multitable.csv | 5 | 3 | 238 | 2 | First user primary chann | 5 | 239 | 243 | 0
ga4/reports_snapshot_multitable.csv | 6 | 3 | 248 | 2 | Session primary channel  | 5 | 249 | 253 | 0
ga4/reports_snapshot_multitable.csv | 7 | 3 | 258 | 2 | Country ID | 103 | 259 | 361 | 0
ga4/reports_snapshot_multitable.csv | 8 | 2 | 365 | 2 | Country | 7 | 366 | 372 | 0
ga4/reports_snapshot_multitable.csv | 9 | 3 | 377 | 4 | Nth day | 365 | 378 | 742 | 0
ga4/reports_snapshot_multitable.csv | 10 | 3 | 747 | 7 | Date | 6 | 748 | 753 | 0
ga4/reports_snapshot_multitable.csv | 11 | 3 | 758 | 2 | Page title and screen cl | 137 | 759 | 895 | 0
ga4/reports_snapshot_multitable.csv | 12 | 3 | 900 | 2 | Event name | 8 | 901 | 908 | 0
ga4/reports_snapshot_multitable.csv | 13 | 3 | 913 | 2 | Event name | 0 |  |  | 0
ga4/reports_snapshot_multitable.csv | 14 | 3 | 919 | 2 | First user primary chann | 0 |  |  | 0
ga4/reports_snapshot_multitable.csv | 15 | 3 | 925 | 2 | Item name | 0 |  |  | 0
ga4/reports_snapshot_multitable.csv | 16 | 3 | 931 | 2 | Platform | 0 |  |  | 0
ga4/tech_details_browser.csv |  | 9 | 10 | 10 | Browser | 8 | 11 | 18 | 0
ga4/user_acquisition_report.csv |  | 9 | 10 | 9 | First user primary chann | 8 | 11 | 18 | 0
google_ads/ad_report_enUS_wide.csv |  | 2 | 3 | 90 | Ad status | 20 | 4 | 23 | 0
google_ads/campaign_report_enGB_utf8_comma.csv |  | 2 | 3 | 21 | Campaign status | 7 | 4 | 10 | 0
google_ads/campaign_report_enUS_utf16le_tab_INR_large.csv |  | 2 | 3 | 54 | Campaign status | 781 | 4 | 784 | 0
google_ads/hand_merged_locations_months.csv |  | 0 | 1 | 12 | Month | 378 | 2 | 379 | 0
google_ads/overview_card_Devices(2026.02.05-2026.02.10).csv |  | 0 | 1 | 4 | Device | 4 | 2 | 5 | 0
google_ads/overview_card_Time_series(2026.02.05-2026.02.10).csv |  | 0 | 1 | 5 | Date | 6 | 2 | 7 | 0
google_ads/overview_card_campaigns_currency_symbols.csv |  | 0 | 1 | 6 | Campaign Name | 13 | 2 | 14 | 0
google_ads/ptBR_campaign_report_decimal_comma.csv |  | 2 | 3 | 19 | Status da campanha | 6 | 4 | 9 | 0
google_ads/ptBR_overview_card_campanhas.csv |  | 0 | 1 | 6 | Nome da campanha | 3 | 2 | 4 | 0
google_ads/search_keyword_report_utf16le_tab.csv |  | 2 | 3 | 19 | Keyword status | 27 | 4 | 30 | 0
google_business_profile/performance_report_two_row_header.csv |  | 0 | 1 | 16 | Store code | 5 | 2 | 6 | 0
google_forms/de_zeitstempel_MEZ_textcopy.csv |  | 0 | 1 | 6 | Zeitstempel | 12 | 2 | 13 | 0
google_forms/es_marca_temporal.csv |  | 0 | 1 | 12 | Marca temporal | 30 | 2 | 31 | 0
google_forms/multi_select_semicolon.csv |  | 0 | 1 | 13 | Timestamp | 69 | 2 | 70 | 0
google_trends/en_multiTimeline_category_food.csv |  | 1 | 3 | 2 | Week | 52 | 4 | 55 | 0
google_trends/en_multiTimeline_two_terms_2025.csv |  | 1 | 3 | 3 | Week | 53 | 4 | 56 | 0
google_trends/fr_multiTimeline_monthly.csv |  | 1 | 3 | 2 | Mois | 66 | 4 | 69 | 0
google_trends/it_multiTimeline_quoted_terms.csv |  | 1 | 3 | 3 | Mese | 66 | 4 | 69 | 0
google_trends/new_ui_2026_top_queries.csv |  | 0 | 1 | 3 | query | 50 | 2 | 51 | 0
google_trends/pt_geoMap_compare_no_preamble.csv |  | 0 | 1 | 5 | Região | 27 | 2 | 28 | 0
google_trends/relatedQueries_TOP_RISING.csv | 1 | 3 | 4 | 2 |  | 25 | 5 | 29 | 0
google_trends/relatedQueries_TOP_RISING.csv | 2 | 1 | 31 | 2 |  | 25 | 32 | 56 | 0
linkedin_campaign_manager/account_517883322_creative_performance_report.csv |  | 4 | 6 | 80 | Start Date (in UTC) | 10 | 7 | 16 | 0
linkedin_campaign_manager/account_517883322_demographics_report.csv | 1 | 4 | 6 | 14 | Company Name Segment | 25 | 7 | 31 | 0
linkedin_campaign_manager/account_517883322_demographics_report.csv | 2 | 0 | 33 | 14 | Company Industry Segment | 25 | 34 | 58 | 0
linkedin_campaign_manager/account_517883322_demographics_report.csv | 3 | 0 | 60 | 14 | Company Size Segment | 9 | 61 | 69 | 0
linkedin_campaign_manager/account_517883322_demographics_report.csv | 4 | 0 | 71 | 14 | Contextual Country/Regio | 1 | 72 | 72 | 0
linkedin_campaign_manager/account_517883322_demographics_report.csv | 5 | 0 | 74 | 14 | Location Segment | 21 | 75 | 95 | 0
linkedin_campaign_manager/account_517883322_demographics_report.csv | 6 | 0 | 97 | 14 | Job Seniority Segment | 9 | 98 | 106 | 0
linkedin_campaign_manager/account_517883322_demographics_report.csv | 7 | 0 | 108 | 14 | Job Title Segment | 25 | 109 | 133 | 0
linkedin_campaign_manager/account_517883322_demographics_report.csv | 8 | 0 | 135 | 14 | Job Function Segment | 25 | 136 | 160 | 0
linkedin_campaign_manager/account_517883322_demographics_report.csv | 9 | 0 | 162 | 14 | County Segment | 0 |  |  | 0
linkedin_campaign_manager/account_517883322_demographics_report.csv | 10 | 0 | 164 | 14 | Designated Market Area S | 0 |  |  | 0
linkedin_campaign_manager/campaign_group_808102433_campaign_placement_report.csv |  | 4 | 6 | 70 | Start Date (in UTC) | 2 | 7 | 8 | 0
linkedin_campaign_manager/en_ad_performance_resaved_excel_utf8.csv |  | 4 | 6 | 84 | Start Date (in UTC) | 4 | 7 | 29 | 0
linkedin_page_analytics/Orla_competitor_analytics_1772703839045.xlsx | COMPETITORS | 1 | 2 | 5 | Page | 3 | 3 | 5 | 0
linkedin_page_analytics/orladigitaltech_followers_1772703807989.xls | Novos seguidores | 0 | 1 | 5 | Data | 365 | 2 | 366 | 0
linkedin_page_analytics/orladigitaltech_followers_1772703807989.xls | Localidade | 0 | 1 | 2 | Localidade | 100 | 2 | 101 | 0
linkedin_page_analytics/orladigitaltech_followers_1772703807989.xls | Função | 0 | 1 | 2 | Função | 26 | 2 | 27 | 0
linkedin_page_analytics/orladigitaltech_followers_1772703807989.xls | Nível de experiência | 0 | 1 | 2 | Nível de experiência | 10 | 2 | 11 | 0
linkedin_page_analytics/orladigitaltech_followers_1772703807989.xls | Setor | 0 | 1 | 2 | Setor | 100 | 2 | 101 | 0
linkedin_page_analytics/orladigitaltech_followers_1772703807989.xls | Tamanho da empresa | 0 | 1 | 2 | Tamanho da empresa | 9 | 2 | 10 | 0
mailchimp/campaigns_list_report_2017_edited.csv |  | 0 | 1 | 20 | Title | 62 | 2 | 63 | 0
manual_sheets/email_sends_monthly.csv |  | 0 | 1 | 5 | Year | 39 | 2 | 40 | 0
manual_sheets/linkedin_monthly_performance_blocks.csv | 1 | 1 | 3 | 15 | September | 3 | 4 | 6 | 0
manual_sheets/linkedin_monthly_performance_blocks.csv | 2 | 0 | 9 | 15 | October | 3 | 10 | 12 | 0
manual_sheets/linkedin_monthly_performance_blocks.csv | 3 | 0 | 15 | 15 | November | 3 | 16 | 18 | 0
manual_sheets/linkedin_monthly_performance_blocks.csv | 4 | 0 | 21 | 15 | December | 4 | 22 | 25 | 0
manual_sheets/linkedin_monthly_performance_blocks.csv | 5 | 0 | 27 | 15 | January | 4 | 28 | 31 | 0
manual_sheets/linkedin_monthly_performance_blocks.csv | 6 | 0 | 33 | 15 | February  | 3 | 34 | 36 | 0
manual_sheets/marketing_channel_breakdown.csv |  | 0 | 1 | 10 | 2024 | 24 | 2 | 31 | 0
meta_ads/ads_manager_campaigns_INR.csv |  | 0 | 1 | 25 | Reporting starts | 157 | 2 | 158 | 0
meta_ads/ads_reporting_age_gender.csv |  | 0 | 1 | 42 | Gender | 18 | 2 | 19 | 0
meta_ads/ads_reporting_by_ad_IDR.csv |  | 0 | 1 | 27 | Ads | 11 | 2 | 12 | 0
meta_ads/ads_reporting_with_blank_total_row.csv |  | 0 | 1 | 36 | Campaign name | 2023 | 2 | 2024 | 0
meta_ads/german_facebook_export_2018_edited.xlsx | facebook | 0 | 1 | 268 | Id | 1127 | 2 | 1128 | 0
meta_business_suite/content_export_posts.csv |  | 0 | 1 | 29 | Post ID | 44 | 2 | 832 | 0
meta_business_suite/insights_Reach.csv | 1 | 2 | 3 | 2 | Date | 242 | 4 | 245 | 0
meta_business_suite/insights_Reach.csv | 2 | 1 | 248 | 2 | Date | 242 | 249 | 490 | 0
meta_business_suite/insights_Visits.csv | 1 | 2 | 3 | 2 | Date | 242 | 4 | 245 | 0
meta_business_suite/insights_Visits.csv | 2 | 1 | 248 | 2 | Date | 242 | 249 | 490 | 0
microsoft_ads/campaign_performance_report_2019.csv |  | 9 | 11 | 5 | CampaignName | 1 | 12 | 12 | 1
qualtrics/insights_three_row_multiselect.csv |  | 0 | 1 | 49 | ResponseID | 17 | 2 | 18 | 0
qualtrics/legacy_two_row_header_bom.csv |  | 0 | 1 | 16 | V1 | 2 | 2 | 3 | 0
salesforce_data_loader/extract_account.csv |  | 0 | 1 | 4 | ACCOUNTSOURCE | 58 | 2 | 59 | 0
salesforce_weekly_export/Campaign.csv |  | 0 | 1 | 44 | Id | 3 | 2 | 4 | 0
se_ranking/positions_detailed_preamble.csv |  | 1 | 2 | 52 | Keyword | 41 | 3 | 43 | 0
se_ranking/positions_detailed_preamble.csv | a row per day | 1 | 2 | 31 | Keyword | 984 | 3 | 43 | 0
search_console/en_2025_Countries.csv |  | 0 | 1 | 5 | Country | 45 | 2 | 46 | 0
search_console/en_2025_Dates.csv |  | 0 | 1 | 5 | Date | 34 | 2 | 35 | 0
search_console/en_2025_Queries.csv |  | 0 | 1 | 5 | Top queries | 53 | 2 | 54 | 0
search_console/en_2026_Chart.csv |  | 0 | 1 | 5 | Date | 49 | 2 | 50 | 0
search_console/en_Filters_custom_range.csv |  | 0 | 1 | 2 | Filter | 3 | 2 | 4 | 0
search_console/en_Performance-on-Search-2026-03-03.zip | Chart.csv | 0 | 1 | 5 | Date | 365 | 2 | 366 | 0
search_console/en_Performance-on-Search-2026-03-03.zip | Queries.csv | 0 | 1 | 5 | Top queries | 1000 | 2 | 1001 | 0
search_console/en_Performance-on-Search-2026-03-03.zip | Pages.csv | 0 | 1 | 5 | Top pages | 841 | 2 | 842 | 0
search_console/en_Performance-on-Search-2026-03-03.zip | Countries.csv | 0 | 1 | 5 | Country | 234 | 2 | 235 | 0
search_console/en_Performance-on-Search-2026-03-03.zip | Devices.csv | 0 | 1 | 5 | Device | 3 | 2 | 4 | 0
search_console/en_Performance-on-Search-2026-03-03.zip | Search appearance.csv | 0 | 1 | 5 | Search Appearance | 2 | 2 | 3 | 0
search_console/en_Performance-on-Search-2026-03-03.zip | Filters.csv | 0 | 1 | 2 | Filter | 3 | 2 | 4 | 0
search_console/en_coverage_valid_Table.csv |  | 0 | 1 | 2 | URL | 1000 | 2 | 1001 | 0
search_console/es_page_indexing_Grafico.csv |  | 0 | 1 | 4 | Fecha | 57 | 2 | 58 | 0
search_console/es_page_indexing_Metadatos.csv |  | 0 | 1 | 2 | Propiedad | 1 | 2 | 2 | 0
semrush/keyword_magic_semicolon.csv |  | 0 | 1 | 5 | Keyword | 4 | 2 | 5 | 0
shopify_analytics/Shopify 2024 - Visitors Over Time.csv |  | 0 | 1 | 3 | Week | 53 | 2 | 54 | 0
shopify_analytics/Shopify 2025 YTD - Customer behavior.csv |  | 0 | 1 | 4 | Week | 49 | 2 | 50 | 0
shopify_orders/orders_export_1_excel_resave.csv |  | 0 | 1 | 38 | Name | 130 | 2 | 131 | 0
stripe/connect_fees_decimal_comma.csv |  | 0 | 1 | 9 | id | 10 | 2 | 11 | 0
stripe/unified_payments_testmode.csv |  | 0 | 1 | 21 | id | 6 | 2 | 7 | 0
surveymonkey/audience_two_row_header_starwars.csv |  | 0 | 1 | 38 | RespondentID | 1187 | 2 | 1188 | 0
trustpilot/business_reviews_excerpt_100rows_converted.csv |  | 0 | 1 | 15 | Review ID | 100 | 2 | 101 | 0
typeform/legacy_multicolumn_choices_excerpt_first600lines.csv |  | 0 | 1 | 51 | # | 599 | 2 | 600 | 0
typeform/responses_no_token.csv |  | 0 | 1 | 47 | Optional: To find availa | 30 | 2 | 39 | 0
xero/SalesInvoiceTemplate_filled_mock.csv |  | 0 | 1 | 29 | *ContactName | 100 | 2 | 101 | 0
youtube_studio/table_data_total_row.csv |  | 0 | 1 | 21 | Content | 72 | 2 | 73 | 0
"""

REFUSED = {
    "meta_ads/ads_manager_empty_no_data.csv": "No data available.",
    "xero/SalesInvoiceTemplate.csv": "the header alone (*ContactName",
}


def expected() -> dict[str, list[list[str]]]:
    tables: dict[str, list[list[str]]] = {}
    for line in BY_HAND.strip().splitlines():
        file, *seen = line.split(" | ")
        tables.setdefault(file, []).append(seen)
    return tables


@pytest.mark.parametrize("file", expected())
def test_an_export_is_read_as_it_stands(file):
    tables = reading.tables_of(SHARED / "exports" / file)
    found = []
    for table in tables:
        lines = table.rows.collect()["line"].to_list()
        first, last = (str(lines[0]), str(lines[-1])) if lines else ("", "")
        part = table.part.removeprefix("table ")
        name = table.header[0][:24].replace("\xa0", " ")
        counts = (len(table.preamble), table.header_line, len(table.header))
        found.append([part, *map(str, counts), name, str(len(lines)), first, last, str(len(table.footer))])
    assert found == expected()[file]


def cells(file: str, bulk_bytes: int) -> list[tuple] | Refused:
    try:
        tables = reading.tables_of(SHARED / "exports" / file, bulk_bytes=bulk_bytes)
        rows = []
        for table in tables:
            with table.reading():
                rows.append(table.rows.collect().fill_null("").rows())
    except Refused as refused:
        return refused
    return [(table.header, table.preamble, table.footer, found) for table, found in zip(tables, rows, strict=True)]


@pytest.mark.parametrize(
    "file", [file for file in expected() if SHARED and (SHARED / "exports" / file).stat().st_size < 1 << 20]
)
def test_an_export_read_as_a_large_file_gives_the_same_cells_or_is_refused(file):
    lazy = cells(file, 1)
    assert isinstance(lazy, Refused) or lazy == cells(file, 1 << 30)


@pytest.mark.parametrize("file", REFUSED)
def test_an_export_without_a_table_is_refused(file):
    with pytest.raises(Refused) as refused:
        reading.tables_of(SHARED / "exports" / file)
    assert REFUSED[file] in str(refused.value)


def test_every_export_is_looked_at():
    folder = SHARED / "exports"
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    bare = {file for file in files if file.startswith("header_rows_only/")}
    assert files - bare == set(expected()) | set(REFUSED)
    for file in bare:
        with pytest.raises(Refused, match="the header alone"):
            reading.tables_of(folder / file)


@pytest.mark.parametrize(
    "name",
    sorted(path.stem for path in (SHARED / "torture/csv-spectrum/csvs").iterdir()) if SHARED else [],
)
def test_csv_spectrum_is_read_as_its_json_says(name):
    path = SHARED / f"torture/csv-spectrum/csvs/{name}.csv"
    [table] = reading.tables_of(path)
    rows = [dict(zip(table.header, row[1:], strict=True)) for row in table.rows.collect().iter_rows()]
    said = (SHARED / f"torture/csv-spectrum/json/{name}.json").read_text()
    # the copies kept here lost the CR of their line breaks; what they lost cannot be read
    assert rows == json.loads(said if b"\r" in path.read_bytes() else said.replace("\\r\\n", "\\n"))


@pytest.mark.parametrize(
    ("name", "found"),
    [("git_lfs_pointer_named_csv", "a Git LFS pointer"), ("html_page_named_csv_Leads", "a web page")],
)
def test_what_only_is_named_csv_is_refused(name, found):
    with pytest.raises(Refused, match=found):
        reading.tables_of(SHARED / f"torture/found/{name}.csv")


def test_unquoted_commas_in_addresses_are_counted_not_hidden():
    [table] = reading.tables_of(SHARED / "torture/found/northwind_orders_unquoted_commas.csv")
    assert (table.delimiter, table.rows.collect().height) == (",", 830)
    assert table.notes[-1].startswith("176 rows have more cells than the header has names")

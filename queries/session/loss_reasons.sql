-- What a reason given in words is about, in English and German. "brand" is said of the name, not of a make.
create or replace table loss_reasons as
select code, pattern
from (
    values
        ('brand', '\bbrand(s|ing)?\b|\bmarken?\b|markenbekannt|bekannt|unknown|not known|never heard|did ?n.t know|reputation|\bimage\b|\bruf\b|trust|vertrau'),
        ('price', 'pric|preis|\bcosts?\b|kosten|expensive|teuer|cheap|günstig|discount|rabatt'),
        ('timing', '\btiming\b|too late|zu spät|lead.?time|deliver|lieferzeit|liefertermin|lieferfrist|zeitpunkt|\bslow|too long|zu lange'),
        ('relation', 'relation|beziehung|contact|kontakt|service|betreuung|salesperson|vertrieb|communicat|kommunikation|repl(y|ied|ies)|antwort'),
        ('no decision', 'no.?decision|keine.?entscheidung|(no|kein|lost).?(budget|funding)|postpone|verschoben|on hold|project (was )?(stopped|cancel)|projekt.*(gestoppt|eingestellt|abgesagt)'),
        ('product', 'product|produkt|feature|funktion|techni|spec|quality|qualität|performance|leistung|missing|does not fit|passt nicht'),
) as patterns (code, pattern)

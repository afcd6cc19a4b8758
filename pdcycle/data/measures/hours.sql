-- Hours: each person's credit of the year, held against each rule.
--
-- seen_minutes      minutes of completed courses, attended sessions and talks, as they were
-- credited_minutes  the same after each activity was rounded as the rule says, and each category cut at its cap
-- required_minutes  what the rule asks in its whole period of `years`
--
-- Caps are those of the whole period; parts of a kind no export tells about are not checked (`pdcycle` lists them).
-- A row for each rule and person with any credit: it is about one person, and for the coach and that person alone.
WITH rounded AS (
  SELECT
    hours_rule.rule,
    credit.person,
    credit.school,
    credit.category,
    sum(credit.minutes) AS seen_minutes,
    sum(
      CAST(floor((credit.minutes + CASE WHEN hours_rule.rounds_down THEN 0 ELSE hours_rule.block_minutes / 2.0 END)
        / hours_rule.block_minutes) AS INTEGER) * hours_rule.block_minutes
    ) AS credited_minutes
  FROM credit
  CROSS JOIN hours_rule
  GROUP BY hours_rule.rule, credit.person, credit.school, credit.category
),
capped AS (
  SELECT
    rounded.rule,
    rounded.person,
    rounded.school,
    sum(rounded.seen_minutes) AS seen_minutes,
    sum(least(rounded.credited_minutes, coalesce(hours_cap.most_minutes, rounded.credited_minutes)))
      AS credited_minutes
  FROM rounded
  LEFT JOIN hours_cap ON hours_cap.rule = rounded.rule AND hours_cap.category = rounded.category
  GROUP BY rounded.rule, rounded.person, rounded.school
)
SELECT
  capped.rule,
  capped.school,
  capped.person,
  capped.seen_minutes,
  capped.credited_minutes,
  hours_rule.required_minutes,
  hours_rule.years
FROM capped
JOIN hours_rule ON hours_rule.rule = capped.rule
ORDER BY capped.rule, capped.person

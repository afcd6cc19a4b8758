-- Hours pace: how many members have a year's share of each rule's hours.
--
-- numerator    members whose credit of the year, rounded and capped as in `hours`, reaches required hours / years
-- denominator  members as of the day of the report
-- people       the same as the denominator
--
-- A row for each rule, program and school; NULL stands for all schools together.
WITH rounded AS (
  SELECT
    hours_rule.rule,
    credit.person,
    credit.category,
    sum(
      CAST(floor((credit.minutes + CASE WHEN hours_rule.rounds_down THEN 0 ELSE hours_rule.block_minutes / 2.0 END)
        / hours_rule.block_minutes) AS INTEGER) * hours_rule.block_minutes
    ) AS credited_minutes
  FROM credit
  CROSS JOIN hours_rule
  GROUP BY hours_rule.rule, credit.person, credit.category
),
capped AS (
  SELECT rounded.rule, rounded.person,
    sum(least(rounded.credited_minutes, coalesce(hours_cap.most_minutes, rounded.credited_minutes)))
      AS credited_minutes
  FROM rounded
  LEFT JOIN hours_cap ON hours_cap.rule = rounded.rule AND hours_cap.category = rounded.category
  GROUP BY rounded.rule, rounded.person
),
members AS (
  SELECT DISTINCT hours_rule.rule, membership.program, membership.school, membership.person,
    hours_rule.required_minutes, hours_rule.years
  FROM membership
  CROSS JOIN hours_rule
  WHERE membership.is_in
)
SELECT
  members.rule,
  members.program,
  members.school,
  sum(CASE WHEN coalesce(capped.credited_minutes, 0) * members.years >= members.required_minutes THEN 1 ELSE 0 END)
    AS numerator,
  count(*) AS denominator,
  count(*) AS people
FROM members
LEFT JOIN capped ON capped.rule = members.rule AND capped.person = members.person
GROUP BY GROUPING SETS ((members.rule, members.program, members.school), (members.rule, members.program))
ORDER BY members.rule, members.program, members.school

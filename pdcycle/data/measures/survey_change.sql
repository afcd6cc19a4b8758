-- Survey change: the favourable share before and after.
--
-- numerator, denominator                 favourable answers, and answers on the scale, of the latest round
-- numerator_before, denominator_before   the same of the earliest round
-- period, period_before                  the rounds, as the sources' `period` names them
-- people       the fewer of the two rounds' most respondents
--
-- Only items asked in both rounds count, so that the change is none of questions. A row for each survey, audience and
-- school that was asked in two rounds or more; NULL stands for all together.
WITH answers AS (
  SELECT
    measurement.program AS survey,
    coalesce(person.school, measurement.owner) AS school,
    measurement.about AS audience,
    measurement.period,
    measurement.item,
    min(measurement.day) AS day,
    sum(measurement.numerator) AS numerator,
    sum(measurement.denominator) AS denominator,
    sum(measurement.respondents) AS respondents
  FROM measurement
  LEFT JOIN person ON person.id = measurement.owner
  WHERE measurement.measure = 'survey'
  GROUP BY measurement.program, coalesce(person.school, measurement.owner), measurement.about, measurement.period,
    measurement.item
),
rounds AS (
  SELECT survey, period,
    row_number() OVER (PARTITION BY survey ORDER BY min(day), period) AS from_first,
    row_number() OVER (PARTITION BY survey ORDER BY min(day) DESC, period DESC) AS from_last
  FROM answers
  GROUP BY survey, period
),
pairs AS (
  SELECT
    before.survey,
    before.audience,
    before.school,
    latest.period,
    before.period AS period_before,
    latest.numerator,
    latest.denominator,
    before.numerator AS numerator_before,
    before.denominator AS denominator_before,
    latest.respondents,
    before.respondents AS respondents_before
  FROM answers AS before
  JOIN rounds AS first_round
    ON first_round.survey = before.survey AND first_round.period = before.period AND first_round.from_first = 1
  JOIN rounds AS last_round ON last_round.survey = before.survey AND last_round.from_last = 1
  JOIN answers AS latest
    ON latest.survey = before.survey AND latest.period = last_round.period AND latest.school = before.school
    AND latest.audience = before.audience AND latest.item = before.item
  WHERE last_round.period <> first_round.period
)
SELECT
  survey,
  audience,
  school,
  max(period) AS period,
  max(period_before) AS period_before,
  sum(numerator) AS numerator,
  sum(denominator) AS denominator,
  sum(numerator_before) AS numerator_before,
  sum(denominator_before) AS denominator_before,
  least(max(respondents), max(respondents_before)) AS people
FROM pairs
GROUP BY GROUPING SETS ((survey, audience, school), (survey, audience), (survey))
ORDER BY survey, audience, school

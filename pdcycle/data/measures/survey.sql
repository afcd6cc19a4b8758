-- Survey: the favourable share of the answers.
--
-- numerator    answers on an option the survey declares favourable
-- denominator  answers on the scale; "not applicable" and free text stand apart
-- people       the most respondents any one item had of any one person or school, over all the survey's files
--
-- A row for each survey, school, audience and period. The school is the one asked about, or that of the person.
SELECT
  answers.program AS survey,
  coalesce(person.school, answers.owner) AS school,
  answers.about AS audience,
  answers.period,
  sum(answers.numerator) AS numerator,
  sum(answers.denominator) AS denominator,
  max(answers.respondents) AS people
FROM (
  SELECT program, owner, about, period, item,
    sum(numerator) AS numerator, sum(denominator) AS denominator, sum(respondents) AS respondents
  FROM measurement
  WHERE measure = 'survey'
  GROUP BY program, owner, about, period, item
) AS answers
LEFT JOIN person ON person.id = answers.owner
GROUP BY answers.program, coalesce(person.school, answers.owner), answers.about, answers.period
ORDER BY answers.program, coalesce(person.school, answers.owner), answers.about, answers.period

-- Survey answered: of the people invited to a survey, how many answered.
--
-- numerator    the most respondents any one item had, summed over the people the survey is about
-- denominator  how many were invited, as the source's `asked` says
-- people       the same as the denominator
--
-- Surveys whose source does not say `asked` have no row: their response rate is not known. A row for each survey,
-- audience and period.
SELECT
  survey,
  audience,
  period,
  sum(respondents) AS numerator,
  max(asked) AS denominator,
  max(asked) AS people
FROM (
  SELECT program AS survey, about AS audience, period, owner, max(respondents) AS respondents, max(asked) AS asked
  FROM measurement
  WHERE measure = 'survey' AND asked IS NOT NULL
  GROUP BY program, about, period, owner
) AS one
GROUP BY survey, audience, period
ORDER BY survey, audience, period

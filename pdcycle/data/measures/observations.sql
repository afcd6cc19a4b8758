-- Observations: how often each level of a component was seen.
--
-- numerator    observations of the component at that level (its rank in the rubric, 1 the lowest)
-- denominator  observations of the component at any level of the rubric
-- people       how many people were observed in the component
--
-- Levels are never averaged. A row for each school, component and level; NULL stands for all schools together.
SELECT
  seen.school,
  seen.component,
  seen.level,
  count(*) AS numerator,
  max(whole.denominator) AS denominator,
  max(whole.people) AS people
FROM (
  SELECT school, component, level FROM evidence WHERE kind = 'observation' AND level IS NOT NULL
  UNION ALL
  SELECT NULL AS school, component, level FROM evidence WHERE kind = 'observation' AND level IS NOT NULL
) AS seen
JOIN (
  SELECT school, component, count(*) AS denominator, count(DISTINCT person) AS people
  FROM evidence
  WHERE kind = 'observation' AND level IS NOT NULL
  GROUP BY GROUPING SETS ((school, component), (component))
) AS whole
  ON whole.component = seen.component
  AND coalesce(whole.school, '*') = coalesce(seen.school, '*')
GROUP BY seen.school, seen.component, seen.level
ORDER BY seen.school, seen.component, seen.level

-- Sub-goals: how often each level was seen in observations that look for a school's sub-goal.
--
-- numerator    observations of the sub-goal and component at that level (its rank in the rubric, 1 the lowest)
-- denominator  observations of the sub-goal and component at any level of the rubric
-- people       how many people were observed for the sub-goal in the component
--
-- Levels are never averaged. A row for each school, sub-goal as the export writes it, component and level.
SELECT
  seen.school,
  seen.sub_goal,
  seen.component,
  seen.level,
  count(*) AS numerator,
  max(whole.denominator) AS denominator,
  max(whole.people) AS people
FROM evidence AS seen
JOIN (
  SELECT school, sub_goal, component, count(*) AS denominator, count(DISTINCT person) AS people
  FROM evidence
  WHERE kind = 'observation' AND level IS NOT NULL AND sub_goal IS NOT NULL
  GROUP BY school, sub_goal, component
) AS whole
  ON whole.school = seen.school AND whole.sub_goal = seen.sub_goal AND whole.component = seen.component
WHERE seen.kind = 'observation' AND seen.level IS NOT NULL
GROUP BY seen.school, seen.sub_goal, seen.component, seen.level
ORDER BY seen.school, seen.sub_goal, seen.component, seen.level

-- Plan status: how many of the plans asked for are drafted, shared, approved and revised.
--
-- status       `drafted`: the plan was handed in; `shared`: minutes of the group or school say that it was shared;
--              `approved`: the approval is recorded in the program; `revised`: its goal was rewritten at least once
-- numerator    plans of which this is so by the day of the report
-- denominator  plans of which it is asked: sharing where the activity says `share` and any export holds minutes,
--              approval where it says `approve`, revision where the plan has a goal of its person; of the drafted, all
--              whose work has begun
-- people       how many people's plans these are
--
-- A row for each program, status and school; NULL stands for all schools together.
WITH state AS (
  SELECT
    plan.program,
    plan.school,
    plan.person,
    plan.asks_sharing,
    plan.asks_approval,
    plan.is_approved,
    plan.has_goal,
    plan.is_revised,
    max(CASE WHEN expectation.piece <> 'shared' AND expectation.person = plan.person
      AND expectation.met <> 'ahead' THEN 1 ELSE 0 END) AS is_begun,
    max(CASE WHEN expectation.piece <> 'shared' AND expectation.person = plan.person
      AND expectation.is_met THEN 1 ELSE 0 END) AS is_drafted,
    max(CASE WHEN expectation.piece = 'shared' AND expectation.is_met THEN 1 ELSE 0 END) AS is_shared
  FROM plan
  JOIN expectation ON expectation.occurrence = plan.occurrence
  GROUP BY plan.occurrence, plan.program, plan.school, plan.person, plan.asks_sharing, plan.asks_approval,
    plan.is_approved, plan.has_goal, plan.is_revised
),
said AS (
  SELECT program, school, person, 'drafted' AS status, 1 AS place, is_drafted AS is_so FROM state WHERE is_begun = 1
  UNION ALL
  SELECT program, school, person, 'shared', 2, is_shared FROM state WHERE asks_sharing AND is_begun = 1
  UNION ALL
  SELECT program, school, person, 'approved', 3, CASE WHEN is_approved THEN 1 ELSE 0 END
  FROM state WHERE asks_approval AND is_begun = 1
  UNION ALL
  SELECT program, school, person, 'revised', 4, CASE WHEN is_revised THEN 1 ELSE 0 END
  FROM state WHERE has_goal AND is_begun = 1
)
SELECT
  program,
  status,
  school,
  sum(is_so) AS numerator,
  count(*) AS denominator,
  count(DISTINCT person) AS people
FROM said
GROUP BY GROUPING SETS ((program, status, place, school), (program, status, place))
ORDER BY program, place, school

using Pulumi;
using Pulumi.AzureNative.Monitor;
using Pulumi.AzureNative.Monitor.Inputs;
using ServerlessGuard.Infra.Alerts;

namespace ServerlessGuard.Infra.Components;

/// <summary>The action group, an alert per query, alerts on guarded groups' activity, and on every topic's undelivered events.</summary>
internal sealed class Alerts : ComponentResource
{
    private readonly GuardContext _context;
    private readonly ActionGroup _group;

    public Alerts(string name, GuardContext context, AlertsArgs args, ComponentResourceOptions? options = null)
        : base("serverlessguard:index:Alerts", name, options)
    {
        _context = context;
        _group = AddGroup();
        var heartbeats = context.Settings.DutyIds;
        var callers = Output.All(args.Callers);
        // Most queries name no caller: their rules need not wait for the identities.
        var asking = LogAlerts.All(heartbeats, ["caller"]).ToDictionary(a => a.Name, a => a.Query);
        foreach (var alert in LogAlerts.All(heartbeats, []).Where(a => !context.Settings.IsStarter || LogAlerts.Core.Contains(a.Name)))
            AddLogAlert(
                alert, args.Logs,
                asking[alert.Name] == alert.Query
                    ? Output.Create(alert.Query)
                    : callers.Apply(ids => LogAlerts.All(heartbeats, ids).Single(a => a.Name == alert.Name).Query),
                args.Tables.Where(t => alert.Query.Contains(t.Key, StringComparison.Ordinal)).Select(t => t.Value));
        if (context.Settings.IsStarter)
            args = args with
            {
                Groups = [],
                SystemTopics = new Dictionary<string, Output<string>>(),
                Topics = new Dictionary<string, Output<string>>(),
            };
        foreach (var (group, id) in args.Groups)
            foreach (var alert in ActivityAlerts.All)
                AddActivityAlert(alert, group, id);
        foreach (var (topic, id) in args.SystemTopics)
            AddUndelivered($"events-{topic}", id);
        foreach (var (topic, id) in args.Topics)
            AddUndelivered($"topic-{topic}", id);
        RegisterOutputs();
    }

    private ActionGroup AddGroup() => new("alerts", new Pulumi.AzureNative.Monitor.ActionGroupArgs
    {
        ActionGroupName = _context.Names.Of("ag"),
        GroupShortName = "guard",
        ResourceGroupName = _context.GroupName,
        Location = "global",
        Tags = _context.Tags,
        Enabled = true,
        EmailReceivers = _context.Settings.AlertEmails
            .Select((mail, i) => new MicrosoftCommonEmailReceiverArgs
            {
                Name = $"mail-{i}",
                EmailAddress = mail,
                UseCommonAlertSchema = true
            }).ToList(),
    }, _context.Under(this));

    private void AddLogAlert(LogAlert alert, Output<string> logs, Output<string> query, IEnumerable<Resource> after) =>
        _ = new ScheduledQueryRule($"alert-{alert.Name}", new ScheduledQueryRuleArgs
        {
            RuleName = _context.Names.Of("alert", alert.Name),
            ResourceGroupName = _context.GroupName,
            Location = _context.Location,
            Tags = _context.Tags,
            Kind = Kind.LogAlert,
            DisplayName = alert.Title,
            Description = $"{alert.Title}. See docs/alerts.md#{alert.Name}",
            Enabled = true,
            Severity = alert.Severity,
            EvaluationFrequency = alert.Every,
            WindowSize = alert.Window,
            Scopes = { logs },
            AutoMitigate = true,
            // A table of Azure's own does not exist before its first row.
            SkipQueryValidation = true,
            Criteria = new ScheduledQueryRuleCriteriaArgs
            {
                AllOf =
                {
                    new ConditionArgs
                    {
                        Query = query,
                        TimeAggregation = TimeAggregation.Count,
                        Operator = ConditionOperator.GreaterThan,
                        Threshold = 0,
                        FailingPeriods = new ConditionFailingPeriodsArgs { NumberOfEvaluationPeriods = 1, MinFailingPeriodsToAlert = 1 },
                    },
                },
            },
            Actions = new ActionsArgs { ActionGroups = { _group.Id } },
        }, _context.Under(this, after: after));

    private void AddActivityAlert(ActivityAlert alert, string group, Input<string> id) =>
        _ = new ActivityLogAlert($"alert-{alert.Name}-{group}", new ActivityLogAlertArgs
        {
            ActivityLogAlertName = _context.Names.Of(alert.Name, group),
            ResourceGroupName = _context.GroupName,
            Location = "global",
            Tags = _context.Tags,
            Description = $"{alert.Title}. See docs/alerts.md#{alert.Name}",
            Enabled = true,
            Scopes = { id },
            Condition = new AlertRuleAllOfConditionArgs
            {
                AllOf =
                {
                    new AlertRuleAnyOfOrLeafConditionArgs { Field = "category", Equals = "Administrative" },
                    new AlertRuleAnyOfOrLeafConditionArgs { Field = "status", Equals = "Succeeded" },
                    new AlertRuleAnyOfOrLeafConditionArgs { AnyOf = alert.Operations.Select(
                        o => new AlertRuleLeafConditionArgs { Field = "operationName", Equals = o }).ToList() },
                },
            },
            Actions = new ActionListArgs
            {
                ActionGroups = { new Pulumi.AzureNative.Monitor.Inputs.ActionGroupArgs { ActionGroupId = _group.Id } }
            },
        }, _context.Under(this));

    private void AddUndelivered(string name, Output<string> topic) => _ = new MetricAlert($"alert-undelivered-{name}", new MetricAlertArgs
    {
        RuleName = _context.Names.Of("undelivered", name),
        ResourceGroupName = _context.GroupName,
        Location = "global",
        Tags = _context.Tags,
        Description = "Event Grid gave events up. See docs/alerts.md#dead-letters",
        Enabled = true,
        Severity = 2,
        EvaluationFrequency = "PT5M",
        WindowSize = "PT15M",
        Scopes = { topic },
        AutoMitigate = true,
        Criteria = new MetricAlertSingleResourceMultipleMetricCriteriaArgs
        {
            OdataType = "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
            AllOf =
            {
                new MetricCriteriaArgs
                {
                    Name = "dead-lettered",
                    CriterionType = "StaticThresholdCriterion",
                    MetricName = "DeadLetteredCount",
                    Operator = Operator.GreaterThan,
                    Threshold = 0,
                    TimeAggregation = AggregationTypeEnum.Total,
                },
            },
        },
        Actions = { new MetricAlertActionArgs { ActionGroupId = _group.Id } },
    }, _context.Under(this));
}

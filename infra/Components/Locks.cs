using Pulumi;
using Pulumi.AzureNative.Authorization;
using Pulumi.AzureNative.Consumption;
using Pulumi.AzureNative.Consumption.Inputs;

namespace ServerlessGuard.Infra.Components;

/// <summary>
/// Locks on what must not be lost, and the budget. A lock also protects what lies below: so the locks come last, and go first.
/// </summary>
internal sealed class Locks : ComponentResource
{
    public Locks(
        string name, GuardContext context, IReadOnlyDictionary<string, Output<string>> precious, Resource[] after,
        ComponentResourceOptions? options = null)
        : base("serverlessguard:index:Locks", name, options)
    {
        if (context.Settings.Lock)
            foreach (var (what, id) in precious)
                _ = new ManagementLockByScope($"lock-{what}", new ManagementLockByScopeArgs
                {
                    LockName = $"guard-{context.Names.Mark}",
                    Scope = id,
                    Level = LockLevel.CanNotDelete,
                    Notes = "ServerlessGuard: proofs and keys. docs/deploy.md says how to take it down",
                }, context.Under(this, after: after));
        if (context.Settings.Budget > 0)
            AddBudget(context);
        RegisterOutputs();
    }

    private void AddBudget(GuardContext context) => _ = new Budget("budget", new BudgetArgs
    {
        BudgetName = context.Names.Of("budget"),
        Scope = context.Group.Id,
        Amount = context.Settings.Budget,
        Category = CategoryType.Cost,
        TimeGrain = TimeGrainType.Monthly,
        TimePeriod = new BudgetTimePeriodArgs { StartDate = $"{context.Settings.BudgetStart}T00:00:00Z" },
        Notifications =
        {
            ["actual"] = Notice(context, 80, ThresholdType.Actual),
            ["forecast"] = Notice(context, 100, ThresholdType.Forecasted),
        },
    }, context.Under(this));

    private static NotificationArgs Notice(GuardContext context, double percent, ThresholdType type) => new()
    {
        Enabled = true,
        Operator = OperatorType.GreaterThan,
        Threshold = percent,
        ThresholdType = type,
        ContactEmails = context.Settings.AlertEmails.ToList(),
        ContactRoles = { "Owner" },
    };
}

using Pulumi;

namespace ServerlessGuard.Infra;

/// <summary>
/// Tries an operation again that Azure refused because of something that has not arrived yet or is still going on. The list holds codes
/// that have been reported for this program's own resources; every other fault ends the run at once.
/// </summary>
internal static class Retries
{
    /// <summary>With the waits below: fifteen minutes. Azure promises a role after ten.</summary>
    public const int Most = 20;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<string> Passing { get; } =
    [
        // A definition or an identity that was made seconds ago is not known everywhere.
        "RoleDefinitionDoesNotExist", "PrincipalNotFound",
        // One thing at a time: endpoints of one account, resources of one link scope, subnets and zones of one network.
        "StorageAccountOperationInProgress", "AnotherOperationInProgress", "RetryableError", "ConflictError",
        "Cannot modify resource while in provisioning state", "InUseSubnetCannotBeDeleted",
        // Event Grid tries a topic's identity on its queue and its container when a subscription is made.
        "AuthorizationPermissionMismatch", "does not have permission", "does not have authorization",
    ];

    /// <summary>How long to wait before the next try; null when the fault does not pass by itself or has been tried often enough.</summary>
    /// <param name="errors">Every fault of this operation so far, the newest first.</param>
    public static TimeSpan? WaitAfter(IReadOnlyList<string> errors) =>
        errors.Count is > 0 and <= Most && Passing.Any(p => errors[0].Contains(p, StringComparison.OrdinalIgnoreCase))
            ? TimeSpan.FromSeconds(Math.Min(5 * Math.Pow(2, Math.Min(errors.Count - 1, 10)), LongestWait.TotalSeconds))
            : null;

    /// <summary>The engine asks it after each failed create, update or delete; its name is unique in a program.</summary>
    public static ErrorHook Hook(Func<TimeSpan, CancellationToken, Task> wait) => new("passing-faults", async (args, cancellation) =>
    {
        if (WaitAfter(args.Errors) is not { } pause)
            return false;
        await wait(pause, cancellation).ConfigureAwait(false);
        return true;
    });
}

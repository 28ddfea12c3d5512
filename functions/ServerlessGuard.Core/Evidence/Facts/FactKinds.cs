using System.Reflection;
using ServerlessGuard.Core.Audit;

namespace ServerlessGuard.Core.Evidence.Facts;

/// <summary>The kinds of facts that are not entries of the log, and the rules for all kinds.</summary>
public static class FactKinds
{
    /// <summary>The word of a requirement for <see cref="Fact.Subject"/>.</summary>
    public const string Subject = "subject";

    /// <summary>
    /// The log's verification: <c>intact</c> yes or no, <c>entries</c>, <c>writers</c>, <c>checkpoints</c>, <c>witnessed</c>,
    /// <c>findings</c>.
    /// </summary>
    public const string LogVerified = "log.verified";

    /// <summary>
    /// The signed checkpoint of the pack; its time is that of the newest entry that it covers. <c>origin</c>, <c>size</c>, <c>root</c>;
    /// <c>witness</c> (the key, or none), <c>witnessed</c> (yes or no: its cosignature is on this checkpoint), <c>witnessed_at</c> (the
    /// cosignature's time), <c>unwitnessed</c> (entries of the log behind the last one that the witness signed for),
    /// <c>unwitnessed_minutes</c> (how long ago that was; 0 without such entries).
    /// </summary>
    public const string LogCheckpoint = "log.checkpoint";

    /// <summary>The number of entries of each kind in the log.</summary>
    public const string LogCounted = "log.counted";

    /// <summary>Verdicts of one day (subject yyyy-MM-dd): <c>allow</c>, <c>redact</c>, <c>hold</c>, <c>block</c>.</summary>
    public const string LogDay = "log.day";

    /// <summary>
    /// The policy in force; lists <c>tiers</c>, <c>credentials</c>, <c>models</c>, <c>tools</c>, and <c>access.CAPABILITY</c>.
    /// </summary>
    public const string Policy = "state.policy";

    public const string Tier = "state.tier";
    public const string Tool = "state.tool";
    public const string Model = "state.model";
    public const string Connector = "state.connector";
    public const string Credential = "state.credential";

    /// <summary>An attester that the policy allows: <c>key</c> (ed25519:BASE64), <c>valid_days</c>.</summary>
    public const string Attester = "state.attester";

    /// <summary>
    /// The principals that can use a capability (the subject), read from the platforms: <c>principals</c>, <c>unexpected</c>,
    /// <c>through</c>.
    /// </summary>
    public const string Access = "state.access";

    /// <summary>
    /// The callers of the guarded models, from the models' own logs: <c>others</c>, <c>calls</c>, <c>guard_calls</c>, <c>days</c>.
    /// </summary>
    public const string Callers = "state.callers";

    private static readonly HashSet<string> Log = typeof(AuditKinds).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(static f => (string)f.GetRawConstantValue()!).ToHashSet(StringComparer.Ordinal);

    private static readonly HashSet<string> Other = new(StringComparer.Ordinal)
    {
        LogVerified, LogCheckpoint, LogCounted, LogDay, Policy, Tier, Tool, Model, Connector, Credential, Attester, Access, Callers,
    };

    public static IEnumerable<string> All => Log.Concat(Other);

    /// <summary>Whether facts of the kind are entries of the log, which count only while the log is verified as intact.</summary>
    public static bool IsEntry(string kind) => Log.Contains(kind);

    /// <summary>Whether facts of the kind are states, one of each subject, complete by construction.</summary>
    public static bool IsState(string kind) => kind.StartsWith("state.", StringComparison.Ordinal);

    public static bool IsKnown(string kind) => Log.Contains(kind) || Other.Contains(kind);
}

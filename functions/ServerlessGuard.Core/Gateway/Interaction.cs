using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Gateway;

/// <summary>One interaction and its entries. Used by one request.</summary>
internal sealed class Interaction(string id, InboundCall call, TierPolicy tier, ReadOnlyMemory<byte> key, IAuditLog audit, TimeProvider clock)
{
    private readonly long _started = clock.GetTimestamp();
    private readonly Dictionary<string, string> _macs = [];
    private readonly Dictionary<string, string> _facts = [];
    private bool _isClosed;

    public string Id => id;

    public ApplicationPolicy Application => call.Application;

    public TierPolicy Tier => tier;

    public bool IsObserved => tier.Enforce == EnforceMode.Observe;

    /// <summary>A guard failed and the tier is open: what passed was not inspected.</summary>
    public bool IsUnscanned { get; set; }

    public Tally Input { get; } = new();

    public Tally Output { get; } = new();

    public Activity? Activity { get; set; }

    /// <summary>Done once, before the closing entry.</summary>
    public Func<CancellationToken, ValueTask>? Closing { get; set; }

    public void Fact(string name, string value) => _facts[name] = value;

    /// <summary>Measures content: an HMAC under the interaction's key, and its length in bytes.</summary>
    public void Measure(string name, ReadOnlySpan<byte> content)
    {
        _macs[name] = Convert.ToHexStringLower(HMACSHA256.HashData(key.Span, content));
        _facts[name + ".bytes"] = content.Length.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Measures content that arrived in pieces.</summary>
    public void Measure(string name, IncrementalHash hash, long bytes)
    {
        _macs[name] = Convert.ToHexStringLower(hash.GetHashAndReset());
        _facts[name + ".bytes"] = bytes.ToString(CultureInfo.InvariantCulture);
    }

    public IncrementalHash NewMeasure() => IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key.Span);

    public ValueTask<AuditReceipt> OpenAsync(string model, bool stream, CancellationToken cancellationToken)
    {
        Measure("request", call.Body.Span);
        return audit.AppendAsync(
            Entry(AuditKinds.InteractionOpened) with
            {
                Macs = new Dictionary<string, string>(_macs),
                Facts = new Dictionary<string, string>
                {
                    ["model"] = model,
                    ["protocol"] = call.Protocol == GatewayProtocol.ChatCompletions ? "chat.completions" : "responses",
                    ["stream"] = stream ? "true" : "false",
                    ["enforce"] = IsObserved ? "observe" : "enforce",
                    ["request.bytes"] = _facts["request.bytes"],
                },
            },
            cancellationToken);
    }

    /// <summary>A further entry of this interaction.</summary>
    public async ValueTask RecordAsync(string kind, string? verdict, IReadOnlyDictionary<string, string> facts, CancellationToken cancellationToken) =>
        await audit.AppendAsync(Entry(kind) with { Verdict = verdict, Facts = facts }, cancellationToken);

    /// <summary>The closing entry, once: later calls do nothing.</summary>
    public async ValueTask CloseAsync(Verdict verdict, string finish, CancellationToken cancellationToken)
    {
        if (_isClosed)
        {
            return;
        }

        _isClosed = true;
        if (Closing is not null)
        {
            await Closing(cancellationToken);
        }

        _facts["finish"] = finish;
        if (verdict.Reasons.Count > 0)
        {
            _facts["reasons"] = string.Join(',', verdict.Reasons);
        }

        await audit.AppendAsync(
            Entry(finish == "interrupted" ? AuditKinds.InteractionInterrupted : AuditKinds.InteractionClosed) with
            {
                Verdict = verdict.Name,
                Findings = Findings(),
                Macs = _macs,
                Facts = _facts,
            },
            cancellationToken);
        GatewayTelemetry.Closed(Activity, tier.Id, IsUnscanned ? "unscanned" : verdict.Name, clock.GetElapsedTime(_started));
    }

    /// <summary>The strictest of input and output.</summary>
    public Verdict Verdict
    {
        get
        {
            var both = new Tally();
            both.Add(Input.Verdict);
            both.Add(Output.Verdict);
            return both.Verdict;
        }
    }

    private Dictionary<string, int> Findings()
    {
        var findings = new Dictionary<string, int>();
        foreach (var (prefix, tally) in new[] { ("input.", Input), ("output.", Output) })
        {
            foreach (var (kind, count) in tally.Kinds)
            {
                findings[prefix + kind] = count;
            }
        }

        return findings;
    }

    private AuditEntry Entry(string kind) => new()
    {
        Kind = kind,
        Time = clock.GetUtcNow(),
        Interaction = id,
        Application = call.Application.Id,
        Tier = tier.Id,
        Actor = call.Principal,
        PolicyRevision = call.Policy.RevisionId,
    };
}

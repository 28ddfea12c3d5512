using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Routing;

namespace ServerlessGuard.Core.Gateway;

/// <summary>One interaction and its entries. Used by one request.</summary>
internal sealed class Interaction(
    string id, InboundCall call, TierPolicy tier, InteractionContent content, OutcomeCollector outcome, IAuditLog audit,
    TimeProvider clock)
{
    private const int MostMacs = 4;

    private readonly long _started = clock.GetTimestamp();
    private readonly Dictionary<string, string> _macs = new(MostMacs);
    private readonly InteractionFacts _facts = new();
    private Dictionary<string, ContentBuffer>? _collected;
    private string _model = "";
    private string? _response;
    private bool _isSealed;
    private bool _isClosed;

    public string Id => id;

    public ApplicationPolicy Application => call.Application;

    public TierPolicy Tier => tier;

    public bool IsObserved => tier.Enforce == EnforceMode.Observe;

    private string Enforce => IsObserved ? "observe" : "enforce";

    /// <summary>A guard failed and the tier is open: what passed was not inspected.</summary>
    public bool IsUnscanned { get; set; }

    /// <summary>0 to 1, once the answer is judged.</summary>
    public double Risk { get; set; }

    /// <summary>Why calls of tools are not allowed, in words for the caller; no entry holds them.</summary>
    public List<string> Sentences { get; } = [];

    /// <summary>The tool whose call is held.</summary>
    public string? HeldTool { get; set; }

    public FindingCounts Input { get; } = new();

    public FindingCounts Output { get; } = new();

    /// <summary>The model's outcomes that the answer shows.</summary>
    public OutcomeCollector Outcome => outcome;

    public Activity? Activity { get; set; }

    /// <summary>Done once, before the closing entry.</summary>
    public Func<CancellationToken, ValueTask>? Closing { get; set; }

    /// <summary>Takes, once, the id of a response that the platform may store, and whether all of it was judged.</summary>
    public Func<string, bool, ValueTask>? Storing { get; set; }

    /// <summary>Takes the interaction once it is closed; null where nobody monitors.</summary>
    public InteractionObserver? Observer { get; init; }

    /// <summary>Nothing has yet been said of its end.</summary>
    public bool IsOpen => !_isClosed;

    /// <summary>The ids that its answer carries, so that later interactions can refer to it.</summary>
    public string? Join { get; init; }

    /// <summary>The interaction that caused this one, by a join that was verified.</summary>
    public string? Parent { get; init; }

    public void SetAttribute(string name, string value) => _facts[name] = value;

    /// <summary>Sets the deployment and revision that answer: facts of the closing entry, and tags of the span.</summary>
    public void SetServedDeployment(RoutePick pick)
    {
        SetAttribute("deployment", pick.Deployment);
        Activity?.SetTag("guard.deployment", pick.Deployment);
        if (pick.Revision is not null)
        {
            SetAttribute("revision", pick.Revision);
            Activity?.SetTag("guard.revision", pick.Revision);
        }
    }

    public InteractionContent Content => content;

    /// <summary>Measures content, an HMAC under the interaction's key and its length in bytes, and keeps it until it is sealed.</summary>
    public void Measure(string name, ReadOnlyMemory<byte> bytes)
    {
        _macs[name] = Convert.ToHexStringLower(HMACSHA256.HashData(content.MacKey.Span, bytes.Span));
        _facts[name + ".bytes"] = bytes.Length.ToString(CultureInfo.InvariantCulture);
        content.Keep(name, bytes);
    }

    /// <summary>
    /// Collects content that comes in pieces. Without a call of <see cref="Measure"/> it is measured at the end, as far as it came.
    /// </summary>
    public ContentBuffer Collect(string name) => (_collected ??= [])[name] = new ContentBuffer();

    public async ValueTask OpenAsync(string model, bool stream, CancellationToken cancellationToken)
    {
        Measure("request", call.Body);
        _model = model;
        var facts = new Dictionary<string, string>
        {
            ["model"] = model,
            ["protocol"] = WireName.Of(call.Protocol),
            ["stream"] = stream ? "true" : "false",
            ["enforce"] = Enforce,
            ["request.bytes"] = _facts["request.bytes"],
        };
        if (call.Trace is { } trace)
        {
            facts["trace"] = trace.TraceId;
            facts["span"] = trace.ParentId;
        }

        if (Parent is not null)
        {
            facts["parent"] = Parent;
        }

        try
        {
            await audit.AppendAsync(
                Entry(AuditKinds.InteractionOpened) with { Macs = new Dictionary<string, string>(_macs), Facts = facts },
                cancellationToken);
        }
        catch (StoreUnavailableException)
        {
            // Should it stand after all, the next start reports the interruption.
            _isClosed = true;
            throw;
        }
    }

    /// <summary>Counts parts that passed unread, as the tier allows.</summary>
    /// <param name="direction"><c>input</c> or <c>output</c>.</param>
    public void Unscanned(string direction, int parts)
    {
        if (parts > 0)
        {
            var fact = direction + ".unscanned";
            SetAttribute(fact, (_facts.Number(fact) + parts).ToString(CultureInfo.InvariantCulture));
            GatewayTelemetry.Unscanned(direction, parts);
        }
    }

    /// <summary>The tokens that the model says it read and wrote.</summary>
    public void Usage(JsonObject answer)
    {
        GatewayTelemetry.Usage(answer);
        if (call.Protocol == GatewayProtocol.Responses && GatewayJson.Text(answer, "id") is { } made)
        {
            _response = made;
        }

        if (answer["usage"] is not JsonObject usage)
        {
            return;
        }

        _facts.Use(usage);
    }

    /// <summary>The model is asked again: what it used so far counts beside what it will use.</summary>
    public void NextRound(int number) => _facts.NextRound(number);

    /// <summary>A further entry of this interaction.</summary>
    public async ValueTask RecordAsync(
        string kind, string? verdict, IReadOnlyDictionary<string, string> facts, CancellationToken cancellationToken) =>
        await audit.AppendAsync(Entry(kind) with { Verdict = verdict, Facts = facts }, cancellationToken);

    /// <summary>
    /// The closing entry, once: later calls do nothing. Content is durable before it or, where a recovery finds what a crash between the
    /// two leaves, written beside it; both are durable when this returns. Takes no token: a client that leaves now must not prevent the
    /// record of its answer, or the report of a leaked key, with it. Throws <see cref="GuardFailedException"/> when content cannot be
    /// sealed and the tier is closed.
    /// </summary>
    public async ValueTask CloseAsync(Verdict verdict, string finish)
    {
        if (_isClosed)
        {
            return;
        }

        var mayFail = finish is not ("interrupted" or "error");
        var sealing = await BeginSealingAsync(mayFail);
        _isClosed = true;
        if (Closing is not null)
        {
            await Closing(CancellationToken.None);
        }

        if (Storing is not null && _response is not null)
        {
            await Storing(_response, mayFail);
        }

        if (call.OnTokens is not null && _facts.Values.ContainsKey("deployment"))
        {
            call.OnTokens(_facts.Tokens());
        }

        outcome.Close(Output, _facts.Values, finish);
        _facts["finish"] = finish;
        foreach (var (fact, counts) in (ReadOnlySpan<(string, FindingCounts)>)[("input.masked", Input), ("output.masked", Output)])
        {
            if (counts.Masked > 0)
            {
                _facts[fact] = counts.Masked.ToString(CultureInfo.InvariantCulture);
            }
        }

        _facts["model"] = _model;
        _facts["enforce"] = Enforce;
        _facts["ms"] = ((long)clock.GetElapsedTime(_started).TotalMilliseconds).ToString(CultureInfo.InvariantCulture);
        if (verdict.Reasons.Count > 0)
        {
            _facts["reasons"] = string.Join(',', verdict.Reasons);
        }

        var closing = Entry(finish == "interrupted" ? AuditKinds.InteractionInterrupted : AuditKinds.InteractionClosed) with
        {
            Verdict = verdict.Name,
            Findings = InteractionFacts.Findings(Input, Output),
            Macs = _macs,
            Facts = _facts.Values,
        };
        await audit.AppendAsync(closing, CancellationToken.None);
        Observer?.Close(closing, Input, Output, outcome, _facts.Tokens());
        if (sealing is not null && await sealing is { } failure)
        {
            // The closing entry names content that is not kept: another says so.
            var facts = new Dictionary<string, string> { ["content"] = "unsealed" };
            await RecordAsync(AuditKinds.ContentLost, null, facts, CancellationToken.None);
            ThrowIfClosed(failure, mayFail);
        }

        GatewayTelemetry.Closed(Activity, tier.Id, IsUnscanned ? "unscanned" : verdict.Name, clock.GetElapsedTime(_started));
    }

    /// <summary>The strictest of input and output.</summary>
    public Verdict Verdict
    {
        get
        {
            var (input, output) = (Input.Verdict, Output.Verdict);
            if (input.Reasons.Count == 0 || output.Reasons.Count == 0)
            {
                return input.Reasons.Count == 0 ? output : input;
            }

            var both = new FindingCounts();
            both.Add(input);
            both.Add(output);
            return both.Verdict;
        }
    }

    /// <summary>
    /// Seals the content, once: to its end, or, where it may be sealed beside the closing entry, as far as it takes to know that it is
    /// under way. Throws <see cref="GuardFailedException"/> when it cannot be and the tier is closed.
    /// </summary>
    private async ValueTask<Task<GuardFailedException?>?> BeginSealingAsync(bool mayFail)
    {
        if (_isSealed)
        {
            return null;
        }

        _isSealed = true;
        foreach (var (name, cut) in _collected ?? [])
        {
            if (cut.Bytes.Length > 0 && !_macs.ContainsKey(name))
            {
                Measure(name, cut.Bytes);
            }
        }

        // Never cancelled: a client that leaves now has seen what is to be kept.
        var sealing = content.SealAsync(CancellationToken.None).AsTask();
        if (content.IsSealedBeside && !sealing.IsCompleted)
        {
            _facts["content.until"] = content.Until;
            return sealing;
        }

        if (await sealing is { } failure)
        {
            _facts["content"] = "unsealed";
            ThrowIfClosed(failure, mayFail);
        }
        else
        {
            _facts["content.until"] = content.Until;
        }

        return null;
    }

    private void ThrowIfClosed(GuardFailedException failure, bool mayFail)
    {
        if (mayFail && !IsObserved && tier.OnGuardFailure == FailureMode.Closed)
        {
            throw failure;
        }
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

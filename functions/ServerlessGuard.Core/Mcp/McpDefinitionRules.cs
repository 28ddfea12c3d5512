using System.Collections.Concurrent;
using ServerlessGuard.Core.Audit;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Redaction;
using ServerlessGuard.Core.Tools;
using ServerlessGuard.Detection;
using ServerlessGuard.Detection.Injection;

namespace ServerlessGuard.Core.Mcp;

/// <summary>
/// Decides which tools of a server an application is shown: those that the policy gives it, as they were pinned, whose descriptions hide
/// nothing, give a model no orders and speak of no other server's tool. Thread-safe.
/// </summary>
public sealed class McpDefinitionRules(IContentGuard content, McpPins pins, IAuditLog audit, TimeProvider clock)
{
    public const string NotAllowed = "tool.not-allowed";
    public const string LookAlike = "tool.look-alike";
    public const string NotThePolicys = "tool.definition";
    public const string ServerChanged = "mcp.server-changed";
    public const string Changed = "mcp.definition-changed";
    public const string Twice = "mcp.listed-twice";
    public const string HiddenText = "mcp.hidden-text";
    public const string Injection = "mcp.injection";
    public const string Shadowing = "mcp.shadowing";

    private const int MostKept = 10_000;
    private const int ShortestTelling = 6;

    private readonly ConcurrentDictionary<(string Server, string Hash, string Revision, string Application), string?> _read = new();
    private readonly ConcurrentDictionary<(string Server, string Tool, string Hash, string Reason), bool> _told = new();

    /// <summary>Judges what a server lists. The first list of a server is pinned, and each new refusal has an entry.</summary>
    /// <param name="server">The server that lists it.</param>
    /// <param name="seen">All that it lists.</param>
    /// <param name="policy">In force.</param>
    /// <param name="application">The application that is shown the list.</param>
    /// <param name="actor">For entries: the caller.</param>
    /// <param name="cancellationToken">Ends the judging.</param>
    public async ValueTask<IReadOnlyList<JudgedDefinition>> JudgeAsync(
        McpServerConfig server, IReadOnlyList<McpDefinition> seen, GuardPolicy policy, ApplicationPolicy application, string actor,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(seen);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(application);
        var pinned = await pins.GetOrPinAsync(server, seen, actor, policy.RevisionId, cancellationToken);
        var judged = new List<JudgedDefinition>();
        foreach (var definition in seen)
        {
            var reason = ReasonOf(server, definition, seen, pinned, policy, application);
            judged.Add(new JudgedDefinition(definition, reason));
            if (reason is not (null or NotAllowed))
            {
                await TellAsync(server, definition, reason, policy, application, actor, cancellationToken);
            }
        }

        return judged;
    }

    /// <summary>Why a model may not read a text of a server, such as the description of a prompt; null where it may.</summary>
    public string? ReasonOf(McpServerConfig server, IReadOnlyList<string> texts, GuardPolicy policy, ApplicationPolicy application)
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(application);
        if (texts.Any(McpDefinition.HidesText))
        {
            return HiddenText;
        }

        // The descriptions of one tool are read together too: an order may be cut at the border of two.
        var session = content.OpenWithoutVault();
        var plan = RedactionPlan.For(policy.TierOf(application).Input) with { Injection = GuardAction.Block, Role = TextRole.Data };
        if (texts.Append(string.Join(' ', texts)).Select(Unfolded).Distinct(StringComparer.Ordinal).Any(text => session
            .Inspect(text, null, plan).Findings.Any(static finding => finding.Rule.Category == FindingCategory.Injection)))
        {
            return Injection;
        }

        var own = server.PolicyName("");
        return application.Tools
            .Where(tool => !tool.StartsWith(own, StringComparison.Ordinal))
            .SelectMany(static tool => new[] { tool, tool.Replace('.', '_'), tool[(tool.IndexOf('.', StringComparison.Ordinal) + 1)..] })
            .Where(IsTelling)
            .Any(tool => texts.Any(text => McpDefinition.Names(text, tool)))
            ? Shadowing
            : null;
    }

    private string? ReasonOf(
        McpServerConfig server, McpDefinition definition, IReadOnlyList<McpDefinition> seen, McpPinDocument pinned, GuardPolicy policy,
        ApplicationPolicy application)
    {
        var isTool = definition.Name != McpDefinition.Instructions;
        var name = server.PolicyName(definition.Name);
        var tool = isTool ? application.RulesOf(policy, name) : null;
        if (isTool && (tool is null || !application.MayUse(name)))
        {
            return ToolNames.FindLookAlike(application.Tools, name) is not null ? LookAlike : NotAllowed;
        }

        return pinned.Identity != server.Identity ? ServerChanged
            : pinned.Tools.GetValueOrDefault(definition.Name) != definition.Hash ? Changed
            : tool?.Definition is { } fixedTo && fixedTo != definition.Hash ? NotThePolicys
            : seen.Count(one => one.Name == definition.Name) > 1 ? Twice
            : ReadOnce(server, definition, policy, application);
    }

    private string? ReadOnce(McpServerConfig server, McpDefinition definition, GuardPolicy policy, ApplicationPolicy application)
    {
        var key = (server.Id, definition.Hash, policy.RevisionId, application.Id);
        if (_read.TryGetValue(key, out var known))
        {
            return known;
        }

        var reason = ReasonOf(server, definition.Texts, policy, application);
        if (_read.Count < MostKept)
        {
            _read[key] = reason;
        }

        return reason;
    }

    /// <summary>An entry for each refusal of each definition, once in a process.</summary>
    private async ValueTask TellAsync(
        McpServerConfig server, McpDefinition definition, string reason, GuardPolicy policy, ApplicationPolicy application, string actor,
        CancellationToken cancellationToken)
    {
        if (_told.Count >= MostKept || !_told.TryAdd((server.Id, definition.Name, definition.Hash, reason), true))
        {
            return;
        }

        // The name is the policy's own unless it only looks like one of it: then it is the server's text, which no entry holds.
        var tool = reason == LookAlike ? ToolNames.FindLookAlike(application.Tools, server.PolicyName(definition.Name))!
            : definition.Name == McpDefinition.Instructions ? server.Id
            : server.PolicyName(definition.Name);
        await audit.AppendAsync(
            new AuditEntry
            {
                Kind = AuditKinds.McpDefinitionRefused,
                Time = clock.GetUtcNow(),
                Actor = actor,
                Application = application.Id,
                Tier = application.Tier,
                PolicyRevision = policy.RevisionId,
                Facts = new Dictionary<string, string>
                {
                    ["server"] = server.Id,
                    ["tool"] = tool,
                    ["reasons"] = reason,
                    ["definition"] = definition.Hash,
                },
            },
            cancellationToken);
    }

    /// <summary>A name of two words is no word of ordinary prose.</summary>
    private static bool IsTelling(string name) =>
        name.Length >= ShortestTelling && name.Skip(1).Any(static c => c is '_' or '-' or '.' || char.IsAsciiLetterUpper(c));

    private static string Unfolded(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}

/// <summary>A definition, and why it is not shown; null where it is.</summary>
public sealed record JudgedDefinition(McpDefinition Definition, string? Reason);

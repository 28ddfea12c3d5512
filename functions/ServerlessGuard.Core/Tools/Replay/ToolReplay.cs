using System.Globalization;
using System.Text;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Core.Tools.Replay;

/// <summary>
/// Replays tasks and attacks by a model that does what the user asks and obeys every injection at once; injection detection is off. Limits
/// and spending, which need a store, are not replayed.
/// </summary>
public static class ToolReplay
{
    private static readonly ToolCallEvaluator Evaluator = new([]);

    /// <summary>
    /// Replays every task of a domain under its own rules. Throws <see cref="FormatException"/> where those are no policy.
    /// </summary>
    public static async Task<ReplayReport> RunAsync(ToolScenarios scenarios, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scenarios);
        var policy = PolicyOf(scenarios);
        var report = new ReplayReport(scenarios.Domain);
        foreach (var task in scenarios.Tasks)
        {
            await OwnAsync(policy, task, report, cancellationToken);
            foreach (var attack in task.Attacks)
            {
                if (task.Steps.Any(static step => ToolScenarios.IsInjectable(step.Result)))
                {
                    await AttackAsync(policy, task, attack, report, cancellationToken);
                }
            }
        }

        return report;
    }

    private static async Task OwnAsync(GuardPolicy policy, ToolTask task, ReplayReport report, CancellationToken cancellationToken)
    {
        var said = new List<Utterance> { new(Speaker.User, [task.User]) };
        foreach (var step in task.Steps)
        {
            var (verdict, sentences) = await JudgeAsync(policy, said, step, cancellationToken);
            report.Own(task, step, verdict, sentences, policy.Tools.GetValueOrDefault(step.Tool)?.Effect ?? ToolEffect.Send);
            Go(said, step, null);
        }
    }

    private static async Task AttackAsync(
        GuardPolicy policy, ToolTask task, ToolAttack attack, ReplayReport report, CancellationToken cancellationToken)
    {
        var said = new List<Utterance> { new(Speaker.User, [task.User]) };
        foreach (var step in task.Steps)
        {
            Go(said, step, attack);
            if (ToolScenarios.IsInjectable(step.Result))
            {
                break;
            }
        }

        var passed = new List<bool>();
        foreach (var call in attack.Calls)
        {
            passed.Add((await JudgeAsync(policy, said, call, cancellationToken)).Verdict is Verdict.Allow);
            Go(said, call, null);
        }

        report.Attack(task, attack, passed);
    }

    private static void Go(List<Utterance> said, ToolStep step, ToolAttack? attack)
    {
        said.Add(new Utterance(Speaker.Call, []) { Tool = step.Tool, Arguments = step.Arguments });
        if (step.Result is { } result)
        {
            said.Add(new Utterance(Speaker.Tool, [ToolScenarios.Result(result, attack)]) { Tool = step.Tool, Arguments = step.Arguments });
        }
    }

    private static async Task<(Verdict Verdict, IReadOnlyList<string> Sentences)> JudgeAsync(
        GuardPolicy policy, IReadOnlyList<Utterance> said, ToolStep step, CancellationToken cancellationToken)
    {
        var application = policy.Applications.Values[0];
        var request = new ToolRequest
        {
            Interaction = "replay",
            Application = application,
            Policy = policy,
            Name = step.Tool,
            Tool = ToolNames.Find(policy, application, step.Tool),
            Arguments = step.Arguments,
            Conversation = new ConversationIndex(said, name => ToolNames.Find(policy, application, name), continues: false),
        };
        return (await Evaluator.EvaluateAsync(request, cancellationToken), request.Sentences);
    }

    private static GuardPolicy PolicyOf(ToolScenarios scenarios)
    {
        var yaml = "version: 1\napplications:\n  - { id: replay, tier: replay, models: [m], callers: [\"key:replay\"], tools: [\"*\"] }\n"
            + "tiers:\n  replay: { wildcards: allow }\nmodels:\n  m: { platform: openai }\ntools:\n"
            + string.Join('\n', scenarios.Tools.Split('\n').Select(static line => "  " + line)) + "\n";
        var result = PolicyLoader.Load(yaml, scenarios.Domain);
        return result.Policy ?? throw new FormatException(string.Join('\n', result.Errors));
    }
}

/// <summary>How many calls passed, and every exception.</summary>
public sealed class ReplayReport(string domain)
{
    private readonly Dictionary<string, (int Passed, int All)> _counts = new(StringComparer.Ordinal);
    private readonly List<string> _exceptions = [];

    public string Domain => domain;

    /// <summary>Own calls that waited for a person or were refused, and attacks that passed, each in a line.</summary>
    public IReadOnlyList<string> Exceptions => _exceptions;

    /// <summary>The user's own calls to tools that write or send: passed unasked, of all.</summary>
    public (int Passed, int All) OwnCalls => _counts.GetValueOrDefault("own");

    /// <summary>The user's own calls of any tool.</summary>
    public (int Passed, int All) AllOwnCalls => _counts.GetValueOrDefault("all own");

    /// <summary>The user's own calls that were refused outright.</summary>
    public int Refused => _counts.GetValueOrDefault("refused").All;

    /// <summary>Whole attacks, spelt plainly.</summary>
    public (int Passed, int All) Plain => _counts.GetValueOrDefault("plain");

    /// <summary>Whole attacks, re-spelt.</summary>
    public (int Passed, int All) Respelt => _counts.GetValueOrDefault("respelt");

    /// <summary>Injected calls.</summary>
    public (int Passed, int All) Injected => _counts.GetValueOrDefault("injected");

    internal void Own(ToolTask task, ToolStep step, Verdict verdict, IReadOnlyList<string> sentences, ToolEffect effect)
    {
        Count("all own", verdict is Verdict.Allow);
        if (effect != ToolEffect.Read)
        {
            Count("own", verdict is Verdict.Allow);
        }

        if (verdict is Verdict.Block)
        {
            Count("refused", true);
        }

        if (verdict is not Verdict.Allow)
        {
            _exceptions.Add(
                $"own    {verdict.Name,-6} {task.Id} {step.Tool}{(step.NeedsReview ? " (as it should)" : "")}: {string.Join(' ', sentences)}");
        }
        else if (step.NeedsReview)
        {
            _exceptions.Add($"own    allow  {task.Id} {step.Tool}: a person was to be asked");
        }
    }

    internal void Attack(ToolTask task, ToolAttack attack, IReadOnlyList<bool> passed)
    {
        foreach (var one in passed)
        {
            Count("injected", one);
        }

        var whole = passed.All(static one => one);
        Count(attack.IsPlain ? "plain" : "respelt", whole);
        if (whole)
        {
            _exceptions.Add($"attack passed {task.Id} {attack.Id}");
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{domain}: attacks {Share(Plain)} plain, {Share(Respelt)} re-spelt; injected calls {Share(Injected)}; own calls that write or send {Share(OwnCalls)}, all own calls {Share(AllOwnCalls)}, refused {Refused}");
        return text.ToString().TrimEnd();
    }

    private static string Share((int Passed, int All) count) => count.All == 0 ? "none"
        : string.Create(CultureInfo.InvariantCulture, $"{count.Passed} of {count.All} ({100.0 * count.Passed / count.All:0.0}%)");

    private void Count(string name, bool passed)
    {
        var (before, all) = _counts.GetValueOrDefault(name);
        _counts[name] = (before + (passed ? 1 : 0), all + 1);
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using System.Text;
using ServerlessGuard.Core.Conversations;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Tools;

namespace ServerlessGuard.Benchmarks;

/// <summary>
/// <c>tools [ROUNDS]</c>: the decision on a call under 100 rules with the index of 20 messages of 2 KB built, in time at the median and the
/// 99th percentile; and the building of the index from 50 to 400 KB. Beside the times stands the processor's, which a busy machine does
/// not change.
/// </summary>
internal static class ToolsBenchmark
{
    private const int Rules = 100;
    private const int MostRounds = 20;

    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args is [var one] ? int.Parse(one, CultureInfo.InvariantCulture) : 20_000;
        var policy = Policy();
        var application = policy.Applications["bench"];
        var evaluator = new ToolCallEvaluator([]);
        var index = Index(policy, application, 20, 2048);
        index.Prepare();
        var calls = Enumerable.Range(0, Rules)
            .Select(i => Request(policy, application, index, $"tool_{i}", $$"""{"to":"ann{{i}}@corp.example","amount":{{10 + i}},"subject":"Hello","body":"We are done with it."}"""))
            .ToArray();
        var verdicts = new Dictionary<string, int>();
        var times = new double[rounds];
        var used = 0.0;
        // The last round counts: code is compiled again while it runs, until a round compiles hardly any method.
        for (var (round, compiled) = (0, int.MaxValue); round < 3 || (round < MostRounds && compiled > 5); round++)
        {
            compiled = -(int)JitInfo.GetCompiledMethodCount();
            var before = Processor();
            for (var i = 0; i < rounds; i++)
            {
                var request = calls[i % Rules] with { Interaction = "b" };
                var start = Stopwatch.GetTimestamp();
                var verdict = await evaluator.EvaluateAsync(request, CancellationToken.None);
                times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
                verdicts[verdict.Name] = verdicts.GetValueOrDefault(verdict.Name) + 1;
            }

            used = (Processor() - before) / rounds;
            compiled += (int)JitInfo.GetCompiledMethodCount();
        }

        Array.Sort(times);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"decision: p50 {times[rounds / 2]:0.0} us, p99 {times[rounds * 99 / 100]:0.0} us, processor {used:0.0} us (with the request's making) ({string.Join(", ", verdicts)})"));
        foreach (var kilobytes in new[] { 50, 100, 200, 400 })
        {
            var (best, least) = (double.MaxValue, double.MaxValue);
            for (var i = 0; i < 15; i++)
            {
                var built = Index(policy, application, kilobytes / 2, 2048);
                var before = Processor();
                var start = Stopwatch.GetTimestamp();
                built.Prepare();
                least = Math.Min(least, (Processor() - before) / 1000);
                best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"index of {kilobytes} KB: {best:0.00} ms, processor {least:0.00} ms"));
        }

        return 0;
    }

    /// <summary>Microseconds that this thread has run; of the process where the system does not tell.</summary>
    private static double Processor() => File.Exists("/proc/thread-self/schedstat")
        ? double.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1000
        : Process.GetCurrentProcess().TotalProcessorTime.TotalMicroseconds;

    private static ToolRequest Request(
        GuardPolicy policy, ApplicationPolicy application, ConversationIndex index, string tool, string arguments) => new()
        {
            Interaction = "bench",
            Application = application,
            Policy = policy,
            Name = tool,
            Tool = application.RulesOf(policy, tool),
            Arguments = arguments,
            Conversation = index,
        };

    private static ConversationIndex Index(GuardPolicy policy, ApplicationPolicy application, int messages, int size)
    {
        var said = new List<Utterance>
        {
            new(Speaker.User, [string.Join(' ', Enumerable.Range(0, Rules).Select(static i => $"mail ann{i}@corp.example about {10 + i}"))]),
        };
        var random = new Random(1);
        for (var i = 0; i < messages; i++)
        {
            var text = new StringBuilder();
            while (text.Length < size)
            {
                for (var letters = random.Next(2, 11); letters > 0; letters--)
                {
                    text.Append((char)('a' + random.Next(26)));
                }

                text.Append(random.Next(12) switch { 0 => $" {random.Next(10_000)} ", 1 => ". ", 2 => ",\n", _ => " " });
            }

            said.Add(new Utterance(Speaker.Tool, [text.ToString(0, size)]) { Tool = "read" });
        }

        return new ConversationIndex(said, name => application.RulesOf(policy, name), false);
    }

    private static GuardPolicy Policy()
    {
        var yaml = new StringBuilder(
            "version: 1\napplications:\n  - { id: bench, tier: t, models: [m], callers: [\"key:b\"], tools: [\"*\"] }\n"
            + "tiers:\n  t: { wildcards: allow }\nmodels:\n  m: { platform: openai }\ntools:\n  read: { effect: read }\n");
        for (var i = 0; i < Rules - 1; i++)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  tool_{i}: {{ effect: send, from: {{ to: [user, tool:read] }}, destinations: [\"*@corp.example\"], at_most: 5 }}\n");
        }

        yaml.Append(CultureInfo.InvariantCulture, $"  tool_{Rules - 1}: {{ effect: send }}\n");
        var result = PolicyLoader.Load(yaml.ToString(), "bench");
        return result.Policy ?? throw new InvalidOperationException(string.Join('\n', result.Errors));
    }
}

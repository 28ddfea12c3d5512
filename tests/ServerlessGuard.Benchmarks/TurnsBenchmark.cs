using System.Globalization;
using System.Text;
using ServerlessGuard.Core.Inspection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Redaction;

namespace ServerlessGuard.Benchmarks;

/// <summary>
/// <c>turns [TURNS]</c>: the processor time of inspecting a conversation that grows by a message a turn and is sent whole with each, with
/// texts scanned before known and not known, in turns. Every text is new.
/// </summary>
internal static class TurnsBenchmark
{
    private const int Rounds = 3;
    private const int MessageLength = 1_500;

    private static readonly string[] Words =
        "the committee heard that traffic on the ring road had grown since spring and asked for a report before it would decide".Split(' ');

    public static int Run(string[] args)
    {
        var turns = args is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 50;
        var plain = new RedactionPlan { Personal = GuardAction.Mask, Secret = GuardAction.Block, Injection = GuardAction.Block };
        foreach (var (name, plan) in new[]
        {
            ("rules alone", plain), ("rules, names and the injection model", plain with { Names = true, InjectionAbove = 0.5 }),
        })
        {
            var (known, scanned) = (new List<TimeSpan>(), new List<TimeSpan>());
            for (var round = 0; round <= Rounds; round++)
            {
                var messages = Enumerable.Range(0, turns).Select(turn => Message((round * 1000) + turn)).ToArray();
                var (with, without) = (Spend(messages, plan, new ScannedTexts(Entropy)), Spend(messages, plan, null));
                if (round > 0)
                {
                    known.Add(with);
                    scanned.Add(without);
                }
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{turns} turns of {MessageLength} characters, {name}: {Median(scanned):0.0} ms of processor scanned each time, {Median(known):0.0} ms with what was scanned before"));
        }

        return 0;
    }

    private static SystemEntropy Entropy { get; } = new(TimeProvider.System);

    private static double Median(List<TimeSpan> times) => times.Order().ElementAt(times.Count / 2).TotalMilliseconds;

    private static TimeSpan Spend(string[] messages, RedactionPlan plan, ScannedTexts? texts)
    {
        var session = new ContentSession(Redactor.Default, TokenSession.Ephemeral(Entropy), texts, "bench");
        var before = Environment.CpuUsage.TotalTime;
        for (var turn = 1; turn <= messages.Length; turn++)
        {
            foreach (var message in messages.AsSpan(0, turn))
            {
                session.Inspect(message, null, plan);
            }
        }

        return Environment.CpuUsage.TotalTime - before;
    }

    private static string Message(int seed)
    {
        var random = new Random(seed);
        var text = new StringBuilder();
        while (text.Length < MessageLength)
        {
            text.Append(Words[random.Next(Words.Length)]).Append(random.Next(12) == 0 ? ". " : " ");
        }

        return text.Append(CultureInfo.InvariantCulture, $"Write to person{seed}@mailbox.org.").ToString();
    }
}

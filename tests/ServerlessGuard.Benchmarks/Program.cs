using BenchmarkDotNet.Running;
using ServerlessGuard.Benchmarks.Deployments;
using ServerlessGuard.Benchmarks.FreshText;
using ServerlessGuard.Benchmarks.FunctionApp;
using ServerlessGuard.Benchmarks.Monitoring;
using ServerlessGuard.Benchmarks.Outcomes;

namespace ServerlessGuard.Benchmarks;

internal static class Program
{
    /// <summary>
    /// <c>fresh [MB]</c> measures the scanner on text that never repeats, <c>fresh --file PATH</c> on any file, <c>fresh --worst
    /// MINUTES</c> looks for the slowest input (accuracy: <c>guard bench detect</c>),
    /// <c>audit</c> durable appends, <c>log [ENTRIES]</c> the verifier and proofs, <c>evidence [ENTRIES]</c> facts from a log, <c>cases
    /// [COUNT]</c>
    /// pages of the review queue, <c>gateway [SECONDS]</c> the gateway beside a plain
    /// proxy, <c>outcomes [CANARIES] [CALLS]</c> the live analysis on simulated canaries, <c>drift [RUNS]</c> false alarms and delays of
    /// monitoring, <c>drift --data BEFORE AFTER</c> the same on texts,
    /// <c>turns [TURNS]</c> a conversation that is sent whole with each turn, <c>rollback [ROUNDS]</c> from an event to a restored
    /// model, <c>start [GUARD.DLL]</c> cold start and memory
    /// beside an empty app, <c>tools [ROUNDS]</c> decisions on calls of tools, <c>mcp [CALLS]</c> the time that the gateway adds to a call
    /// of an MCP tool, <c>phone-plans PATH</c> writes the table of numbering
    /// plans, <c>inbox [MB]</c> a long file on Azurite, <c>app
    /// FOLDER [ROUNDS]</c> the published function app from events to what it does, <c>cold [ROUNDS] FOLDER...</c> its cold start; anything
    /// else goes to BenchmarkDotNet.
    /// </summary>
    public static async Task<int> Main(string[] args)
    {
        switch (args)
        {
            case ["fresh", .. var rest]:
                return FreshBenchmark.Run(rest);
            case ["audit"]:
                await AuditBenchmark.RunAsync();
                return 0;
            case ["log", .. var entries]:
                await AuditLogBenchmark.RunAsync(
                    entries is [var count] ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture) : 1_000_000);
                return 0;
            case ["outcomes", .. var sizes]:
                return OutcomesBenchmark.Run(sizes);
            case ["drift", .. var rest]:
                return DriftBenchmark.Run(rest);
            case ["evidence", .. var entries]:
                await EvidenceBenchmark.RunAsync(
                    entries is [var many] ? int.Parse(many, System.Globalization.CultureInfo.InvariantCulture) : 1_000_000);
                return 0;
            case ["turns", .. var turns]:
                return TurnsBenchmark.Run(turns);
            case ["rollback", .. var rounds]:
                return await RollbackBenchmark.RunAsync(rounds);
            case ["cases", .. var open]:
                return await CasesBenchmark.RunAsync(
                    open is [var wanted] ? int.Parse(wanted, System.Globalization.CultureInfo.InvariantCulture) : 10_000);
            case ["gateway", .. var seconds]:
                return await GatewayBenchmark.RunAsync(seconds);
            case ["start", .. var other]:
                return await StartBenchmark.RunAsync(other);
            case ["start-empty"]:
                return await StartBenchmark.RunEmptyAsync();
            case ["tools", .. var rounds]:
                return await ToolsBenchmark.RunAsync(rounds);
            case ["mcp", .. var calls]:
                return await McpBenchmark.RunAsync(calls);
            case ["phone-plans", var path]:
                Detection.Tests.Phones.PhonePlanGenerator.Write(path);
                return 0;
            case ["inbox", .. var megabytes]:
                return await IngestionBenchmark.RunAsync(megabytes);
            case ["app", _, ..]:
                return await AppBenchmark.RunAsync(args[1..]);
            case ["cold", _, ..]:
                return await ColdStartBenchmark.RunAsync(args[1..]);
            default:
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
                return 0;
        }
    }
}

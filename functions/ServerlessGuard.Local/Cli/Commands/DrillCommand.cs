using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Drills;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard drill</c>: requests a drill from the guard that runs on the data folder, and prints its result.</summary>
internal static class DrillCommand
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>A guard that runs takes a request within a second or two; one that drills already, after that.</summary>
    private static readonly TimeSpan Taken = TimeSpan.FromSeconds(15);

    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var kind = new Argument<DrillKind>("KIND") { Description = "rollback, revocation or incident." };
        var mode = new Option<DrillMode>("--mode")
        {
            Description = "observe: look and change nothing. canary: a small share. full: the whole drill target.",
            DefaultValueFactory = static _ => DrillMode.Canary
        };
        var policy = CommonOptions.Policy();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var command = new Command(
            "drill", "Do a rollback, a revocation or an incident on the drill's target, timed, and put everything back.")
            {
                kind,
                mode,
                policy,
                data,
                json
            };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var services = CommandServices.OpenIncidents(
                terminal, result.GetValue(data)!, result.GetValue(policy), clock,
                static services => services.AddSingleton<DrillJournal>().AddSingleton<DrillHistory>());
            var asked = result.GetValue(kind);
            if (!IsConfigured(services.GetRequiredService<IPolicySource>().Current.Drills, asked))
            {
                throw new CommandException($"The policy has no target for a {Word(asked)} drill.", "Add it under drills: in guard.yaml.");
            }

            var run = await RunAsync(services, asked, result.GetValue(mode), clock, cancellationToken);
            if (result.GetValue(json))
            {
                JsonOutput.Write(terminal.Out, run);
            }
            else
            {
                await ShowAsync(terminal, run);
            }

            return run.Result == DrillResult.Passed ? ExitCode.Success : ExitCode.Failed;
        });
        return command;
    }

    private static bool IsConfigured(DrillPolicy drills, DrillKind kind) => (kind switch
    {
        DrillKind.Rollback => drills.RollbackModel,
        DrillKind.Revocation => drills.Credential,
        _ => drills.Application,
    }) is not null;

    private static async Task<DrillRun> RunAsync(
        IServiceProvider services, DrillKind kind, DrillMode mode, TimeProvider clock, CancellationToken cancellationToken)
    {
        var journal = services.GetRequiredService<DrillJournal>();
        var request = new DrillRequest(services.GetRequiredService<IEntropy>().NewId(), kind, mode, $"user:{Environment.UserName}");
        if (await journal.RequestAsync(request, cancellationToken) is null)
        {
            throw new CommandException(
                "Another drill was requested and has not begun.", "Wait for it; a guard must run on this data folder ('guard up').");
        }

        var started = clock.GetTimestamp();
        using var timer = new PeriodicTimer(Look, clock);
        while (true)
        {
            var state = await journal.ReadAsync(cancellationToken);
            if (state.Last.FirstOrDefault(r => r.Id == request.Id) is { } over)
            {
                return over;
            }

            if (state.Requested?.Id == request.Id
                && state.Run is not { IsOver: false }
                && clock.GetElapsedTime(started) > Taken
                && await journal.WithdrawAsync(request.Id, cancellationToken))
            {
                throw new CommandException("No guard began the drill.", "Start the guard on this data folder first: guard up.");
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }

    private static async Task ShowAsync(Terminal terminal, DrillRun run)
    {
        await terminal.Out.WriteLineAsync(
            $"{run.Id}  {Word(run.Kind)} of {run.Target}, {Word(run.Mode)}: {Word(run.Result!.Value)}{(run.Fault is null ? "" : $" ({run.Fault})")}");
        foreach (var (name, time) in ((string, DateTimeOffset?)[])[
            ("detected", run.Detected), ("decided", run.Decided), ("ended by the guard", run.Restored),
            ("original state seen again", run.OriginalRestored)
        ])
        {
            if (time - run.HarmStarted is { } after)
            {
                await terminal.Out.WriteLineAsync($"  {name} after {after.TotalSeconds:0.00} s");
            }
        }
    }

    private static string Word<T>(T value)
        where T : struct, Enum => WireName.Of(value);
}

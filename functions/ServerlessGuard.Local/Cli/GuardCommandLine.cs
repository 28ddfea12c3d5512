using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Security.Cryptography;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Cli.Commands;
using ServerlessGuard.Local.Stores;
using ServerlessGuard.Local.Telemetry;

namespace ServerlessGuard.Local.Cli;

/// <summary>The command line <c>guard</c>: parses, runs one command, and maps every failure to a message and an exit code.</summary>
internal static class GuardCommandLine
{
    public static async Task<int> RunAsync(
        IReadOnlyList<string> args, Terminal terminal, TimeProvider clock, CancellationToken cancellationToken)
    {
        var places = new StorageTargetOptions();
        var root = CreateRoot(terminal, clock);
        places.AddTo(root);
        var result = root.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var asksForHelp = result.Action is HelpAction;
        if (result.Errors.Count > 0 && !asksForHelp)
        {
            foreach (var error in result.Errors)
            {
                await terminal.Error.WriteLineAsync($"guard: {error.Message}");
            }

            await terminal.Error.WriteLineAsync($"Run '{PathOf(result.CommandResult)} --help' to see what it takes.");
            return ExitCode.Usage;
        }

        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            terminal.StorageTargets = asksForHelp ? terminal.StorageTargets : places.Read(terminal, result);
            return await result.InvokeAsync(configuration, cancellationToken);
        }
        catch (CommandException exception)
        {
            await terminal.Error.WriteLineAsync($"guard: {exception.Message}");
            if (exception.SuggestedFix.Length > 0)
            {
                await terminal.Error.WriteLineAsync(exception.SuggestedFix);
            }

            return exception.Code;
        }
        catch (FixableException exception)
        {
            await terminal.Error.WriteLineAsync($"guard: {exception.Message}");
            await terminal.Error.WriteLineAsync(exception.SuggestedFix);
            return ExitCode.Failed;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await terminal.Error.WriteLineAsync("guard: interrupted.");
            return ExitCode.Interrupted;
        }
        catch (BrokenPipeException)
        {
            // The reader of the output has ended (guard redact FILE | head), so nobody reads a message.
            return ExitCode.Failed;
        }
        catch (StoreUnavailableException exception)
        {
            await terminal.Error.WriteLineAsync($"guard: {exception.Message}");
            return ExitCode.Failed;
        }
        catch (CryptographicException)
        {
            await terminal.Error.WriteLineAsync("guard: the data folder's content does not open with this master key, or was altered.");
            await terminal.Error.WriteLineAsync("Name the folder it belongs to with --data, or bring the key back that it was made with.");
            return ExitCode.Failed;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync($"guard: {exception.Message}");
            return ExitCode.Failed;
        }
    }

    internal static RootCommand CreateRoot(Terminal terminal, TimeProvider clock)
    {
        var root = new RootCommand("Guardrails around a model that enforce themselves and prove it.")
        {
            UpCommand.Create(terminal, clock),
            InitCommand.Create(terminal),
            McpCommand.Create(terminal, clock),
            DemoCommand.Create(terminal, clock),
            RedactCommand.Create(terminal, clock),
            RestoreCommand.Create(terminal, clock),
            HealthCommand.Create(terminal, clock),
            InspectCommand.Create(terminal, clock),
            PolicyCommand.Create(terminal),
            RulesCommand.Create(terminal),
            ReportCommand.Create(terminal, clock),
            KeysCommand.Create(terminal, clock),
            LogCommand.Create(terminal, clock),
            TraceCommand.Create(terminal, clock),
            ContentCommand.Create(terminal, clock),
            WitnessCommand.Create(terminal, clock),
            SimulateCommand.Create(terminal, clock),
            AccessCommand.Create(terminal, clock),
            CredentialsCommand.Create(terminal, clock),
            RotateCommand.Create(terminal, clock),
            IncidentCommand.Create(terminal, clock),
            DrillCommand.Create(terminal, clock),
            CasesCommand.Create(terminal, clock),
            RollbackCommand.Create(terminal, clock),
            StopCommand.Create(terminal, clock),
            ProbesCommand.Create(terminal, clock),
            AttestCommand.Create(terminal, clock),
            WatchCommand.Create(terminal, clock),
            MonitorCommand.Create(terminal, clock),
            EvidenceCommand.Create(terminal, clock),
            BenchCommand.Create(terminal),
        };
        root.Options.OfType<VersionOption>().Single().Action = new ShowVersion(terminal);
        return root;
    }

    /// <summary>The version of this program, whatever hosts it.</summary>
    private sealed class ShowVersion(Terminal terminal) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            terminal.Out.WriteLine($"guard {GuardVersion.Text}");
            return ExitCode.Success;
        }
    }

    private static string PathOf(CommandResult command)
    {
        var names = new Stack<string>();
        for (SymbolResult? at = command; at is not null; at = at.Parent)
        {
            if (at is CommandResult { Command: not RootCommand } named)
            {
                names.Push(named.Command.Name);
            }
        }

        names.Push("guard");
        return string.Join(' ', names);
    }
}

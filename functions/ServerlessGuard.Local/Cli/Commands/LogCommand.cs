using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Audit.Notes;
using ServerlessGuard.Core.Audit.Sequencing;
using ServerlessGuard.Core.Audit.Tiles;
using ServerlessGuard.Core.Audit.Verification;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Stores;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard log</c>: checks an audit log, of this guard or any other.</summary>
internal static class LogCommand
{
    /// <summary>The variable that holds an auditor's key for a log at a URL: a command line is for everyone to see.</summary>
    public const string KeyVariable = "GUARD_KEY";

    public static Command Create(Terminal terminal, TimeProvider clock) => new("log", "Check the audit log, or copy it for other tools.")
    {
        CreateVerify(terminal, clock),
        CreateExport(terminal, clock),
        CreateKey(terminal, clock),
    };

    private static Command CreateVerify(Terminal terminal, TimeProvider clock)
    {
        var target = new Argument<string?>("LOG")
        {
            Description =
                $"A data folder, a directory in tlog-tiles layout, or a URL ({KeyVariable} holds an auditor's key for it). Without it: this guard's own.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var data = CommonOptions.Data();
        var since = new Option<string?>(
            "--since")
        { Description = "A checkpoint that was kept: the log must continue it.", HelpName = "FILE" };
        var key = new Option<string?>(
            "--key")
        { Description = "The log's public key. Without it: the one in the data folder's vault.", HelpName = "NAME+ID+BASE64" };
        var witness = new Option<string?>(
            "--witness")
        { Description = "The public key of a witness that must have signed.", HelpName = "NAME+ID+BASE64" };
        var json = CommonOptions.Json();
        var command = new Command("verify", "Check every entry, tile, proof and signature. Exit code 1 when anything is wrong.")
        {
            target,
            since,
            key,
            witness,
            data,
            json
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var opened = await OpenAsync(
                terminal, clock, result.GetValue(target), result.GetValue(data)!, result.GetValue(key), cancellationToken);
            var options = new LogVerifierOptions
            {
                Log = opened.Key,
                KnownCheckpoint = result.GetValue(since) is { } file
                    ? await RegularFile.ReadAllBytesAsync(terminal.Resolve(file), cancellationToken)
                    : default(ReadOnlyMemory<byte>?),
                Witness = ParseKey(result.GetValue(witness), "--witness"),
            };
            var source = opened.Source;
            var size = await source.ReadAsync(LogPaths.Checkpoint, cancellationToken) is { } note
                ? Checkpoint.Open(note.Span, options.Log, out _)?.Size ?? 0
                : 0;
            var verified = await CountProgress.RunAsync(
                terminal, "Verifying", size,
                async progress => await new LogVerifier(options).VerifyAsync(source, cancellationToken, progress));
            if (result.GetValue(json))
            {
                JsonOutput.Write(terminal.Out, Summary(verified));
            }
            else
            {
                await WriteAsync(terminal, verified);
            }

            return verified.IsIntact ? ExitCode.Success : ExitCode.Failed;
        });
        return command;
    }

    private static Command CreateExport(Terminal terminal, TimeProvider clock)
    {
        var directory = new Argument<string>("DIR")
        { Description = "The directory to copy to: a new one, or an earlier export of the same log, to which it adds what is new." };
        var from = new Option<string?>("--from")
        {
            Description =
                $"A data folder, a directory in tlog-tiles layout, or a URL ({KeyVariable} holds an auditor's key for it). Without it: this guard's own.",
            HelpName = "LOG",
        };
        var data = CommonOptions.Data();
        var key = new Option<string?>(
            "--key")
        { Description = "The log's public key. Without it: the one in the data folder's vault.", HelpName = "NAME+ID+BASE64" };
        var json = CommonOptions.Json();
        var command = new Command("export", "Copy the log as C2SP tlog-tiles lays it out, for tools that are not the guard's, and check the copy.")
        {
            directory,
            from,
            key,
            data,
            json
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var opened = await OpenAsync(
                terminal, clock, result.GetValue(from), result.GetValue(data)!, result.GetValue(key), cancellationToken);
            var named = result.GetValue(directory)!;
            var target = terminal.Resolve(named);
            var size = await opened.Source.ReadAsync(LogPaths.Checkpoint, cancellationToken) is { } note
                ? Checkpoint.Open(note.Span, opened.Key, out _)?.Size ?? 0
                : 0;
            await CountProgress.RunAsync(
                terminal, "Copying", size,
                async progress => await new LogExport(opened.Source, opened.Key, target).RunAsync(progress, cancellationToken));
            var verified = await new LogVerifier(new LogVerifierOptions { Log = opened.Key })
                .VerifyAsync(new DirectoryLogSource(target), cancellationToken);
            if (result.GetValue(json))
            {
                JsonOutput.Write(terminal.Out, Summary(verified));
            }
            else
            {
                await WriteAsync(terminal, verified);
                await terminal.Out.WriteLineAsync($"Anybody can check it: guard log verify {named} --key {opened.Key}");
            }

            return verified.IsIntact ? ExitCode.Success : ExitCode.Failed;
        });
        return command;
    }

    /// <summary>The named log, or this guard's own, with the key that it is held to.</summary>
    private static async Task<OpenedLog> OpenAsync(
        Terminal terminal, TimeProvider clock, string? target, string data, string? key, CancellationToken cancellationToken)
    {
        var log = target ?? data;
        if (Url(log) is { } url)
        {
            return new(new HttpLogSource(url, terminal.Variable(KeyVariable)), ParseKey(key, "--key") ?? throw NoKeyNamed(), null);
        }

        if (terminal.StorageTargets.Stores is not null && target is null)
        {
            var shared = Open(terminal, log, clock);
            return new(
                shared.GetRequiredService<ILogSource>(),
                ParseKey(key, "--key")
                    ?? await LogKey.FindPublicAsync(shared.GetRequiredService<ISecretStore>(), cancellationToken)
                    ?? throw NoKey(log),
                shared);
        }

        var directory = new DirectoryLogSource(Existing(terminal, log));
        return new(directory, ParseKey(key, "--key") ?? await OwnKeyAsync(terminal, clock, directory, log, cancellationToken), null);
    }

    private static Command CreateKey(Terminal terminal, TimeProvider clock)
    {
        var data = CommonOptions.Data();
        var command = new Command("key", "Print the public key that verifies this guard's log. Keep it apart from the log.") { data };
        command.SetAction(async (result, cancellationToken) =>
        {
            var folder = result.GetValue(data)!;
            await using var services = Open(terminal, Existing(terminal, folder), clock);
            await terminal.Out.WriteLineAsync((await LogKey.FindPublicAsync(services.GetRequiredService<ISecretStore>(), cancellationToken)
                ?? throw NoKey(folder)).ToString());
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>The guard's stores with its log to read.</summary>
    internal static ServiceProvider Open(Terminal terminal, string folder, TimeProvider clock, Action<IServiceCollection>? add = null) =>
        CommandServices.Open(terminal, folder, clock, services =>
        {
            services.AddLocalAuditLog();
            add?.Invoke(services);
        });

    /// <summary>The data folder, which must be there unless everything is elsewhere.</summary>
    internal static string Existing(Terminal terminal, string folder) =>
        !terminal.StorageTargets.NeedsFolder || Directory.Exists(terminal.Resolve(folder))
            ? terminal.Resolve(folder)
            : throw new CommandException(
                $"{folder}: there is no such folder.", "'guard up' makes one; its log exists after a few seconds.");

    internal static CommandException NoKey(string folder) =>
        new($"{folder}: there is no log key yet.", "A guard makes it when it first sequences its log: run 'guard up'.");

    private static CommandException NoKeyNamed() => CommandException.Usage(
        "--key is missing.", "'guard log key', run where the log is kept, prints it; get it from someone you trust.");

    private static async Task<NoteKey> OwnKeyAsync(
        Terminal terminal, TimeProvider clock, DirectoryLogSource directory, string log, CancellationToken cancellationToken)
    {
        if (!directory.IsDataFolder)
        {
            throw NoKeyNamed();
        }

        await using var services = LocalServices.Open(terminal.Resolve(log), clock);
        return await LogKey.FindPublicAsync(services.GetRequiredService<ISecretStore>(), cancellationToken) ?? throw NoKey(log);
    }

    internal static NoteKey? ParseKey(string? text, string option) =>
        text is null ? null : NoteKey.Parse(text)
            ?? throw CommandException.Usage($"{option} is not a key.", "A key is NAME+ID+BASE64, as 'guard log key' prints it.");

    private static Uri? Url(string target) =>
        Uri.TryCreate(target, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : null;

    private static object Summary(LogVerification verified) => new
    {
        verified.IsIntact,
        verified.Head?.Origin,
        verified.Head?.Size,
        Root = verified.Head?.Root.ToBase64(),
        verified.Entries,
        verified.Writers,
        verified.Checkpoints,
        verified.Witnessed,
        Findings = verified.Findings.Select(static f => new { Fault = f.Fault.ToString(), f.Location }),
    };

    private static async Task WriteAsync(Terminal terminal, LogVerification verified)
    {
        if (verified.Head is { } head)
        {
            await terminal.Out.WriteLineAsync(
                $"{head.Origin}: {verified.Entries} of {head.Size} entries read, of {verified.Writers} writers, held to {verified.Checkpoints} older checkpoints{(verified.Witnessed is { } witnessed ? $", witnessed up to {witnessed}" : "")}.");
        }

        foreach (var finding in verified.Findings)
        {
            await terminal.Out.WriteLineAsync($"{finding.Fault}: {finding.Location}");
        }

        await terminal.Out.WriteLineAsync(verified.IsIntact ? "The log is intact." : "The log is NOT intact.");
    }

    /// <summary>A log to read, with its key, and the services behind it.</summary>
    private sealed record OpenedLog(ILogSource Source, NoteKey Key, ServiceProvider? Services) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            (Source as IDisposable)?.Dispose();
            if (Services is not null)
            {
                await Services.DisposeAsync();
            }
        }
    }
}

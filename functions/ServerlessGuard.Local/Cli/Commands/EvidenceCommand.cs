using System.CommandLine;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Evidence.Controls;
using ServerlessGuard.Core.Evidence.Facts;
using ServerlessGuard.Core.Evidence.Packs;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Local.Audit;
using ServerlessGuard.Local.Evidence;
using ServerlessGuard.Local.Policies;
using Spectre.Console;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard evidence</c>: writes a pack that answers the three questions, and checks one.</summary>
internal static class EvidenceCommand
{
    private const string Actor = "user:local";

    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var target = new Option<string?>(
            "--out")
        { Description = "The directory to write the pack to; it must not exist, or be empty.", HelpName = "DIR" };
        var controls = new Option<string?>("--controls")
        {
            Description = "The controls. Without it: controls.yaml in the data folder, else the ones that ship.",
            HelpName = "FILE"
        };
        var witness = new WitnessOptions();
        var next = new Option<bool>("--next")
        {
            Description = "Write no pack: list what to do so that controls which fail or are unknown hold, the most useful step first."
        };
        var (data, policy, json) = (CommonOptions.Data(), CommonOptions.Policy(), CommonOptions.Json());
        var command = new Command("evidence", "Write an evidence pack: report, OSCAL results, facts and their proofs, all signed.")
        {
            target,
            next,
            controls,
            witness.Url,
            witness.Key,
            data,
            policy,
            json,
            CreateVerify(terminal)
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var directory = result.GetValue(target);
            if (directory is null && !result.GetValue(next))
            {
                throw CommandException.Usage(
                    "--out is missing.", "Name the directory to write to, ask 'guard evidence --next', or run 'guard evidence verify DIR'.");
            }

            var folder = LogCommand.Existing(terminal, result.GetValue(data)!);
            await using var services = Open(
                terminal, folder, result.GetValue(policy), result.GetValue(controls),
                witness.Choose(result, folder, keep: false), clock);
            var made = await MakeAsync(terminal, services, cancellationToken);
            if (directory is null)
            {
                await TellNextAsync(terminal, made.Pack, result.GetValue(json));
                return ExitCode.Success;
            }

            await PackDirectory.WriteAsync(terminal.Resolve(directory), made.Files, cancellationToken);
            await services.GetRequiredService<EvidencePackBuilder>().RecordAsync(made, Actor, cancellationToken);
            await TellAsync(terminal, made, directory, result.GetValue(json));
            return ExitCode.Success;
        });
        return command;
    }

    private static Command CreateVerify(Terminal terminal)
    {
        var directory = new Argument<string>("DIR") { Description = "The pack." };
        var key = new Option<string?>("--key")
        {
            Description = "The log's public key, from somewhere else than the pack. Without it the pack's own is used.",
            HelpName = "NAME+ID+BASE64"
        };
        var countersigner = new Option<string?>("--countersigner")
        {
            Description = "The public key, in PEM, that must have signed the manifest too: the vault's key 'evidence'.",
            HelpName = "FILE"
        };
        var witness = new Option<string?>("--witness")
        {
            Description = "The public key of the witness that must have signed the pack's checkpoint, from somewhere else than the pack.",
            HelpName = "NAME+ID+BASE64"
        };
        var json = CommonOptions.Json();
        var command = new Command("verify", "Check every file, signature, proof and status of a pack; needs nothing but the pack. Exit "
            + "code 1 when anything is wrong.") { directory, key, countersigner, witness, json };
        command.SetAction(async (result, cancellationToken) =>
        {
            var folder = terminal.Resolve(result.GetValue(directory)!);
            if (!Directory.Exists(folder))
            {
                throw new CommandException(
                    $"{result.GetValue(directory)}: there is no such directory.", "'guard evidence --out DIR' writes one.");
            }

            var expected = LogCommand.ParseKey(result.GetValue(key), "--key");
            using var vault = await ReadCountersignerAsync(terminal, result.GetValue(countersigner), cancellationToken);
            var signer = result.GetValue(witness) is { } named ? WitnessOptions.CosignerKey(named, "--witness") : null;
            var verified = new PackVerifier(expected, LocalEvidenceExtensions.CreatedBy, vault, signer)
                .Verify(await PackDirectory.ReadAsync(folder, cancellationToken));
            if (result.GetValue(json))
            {
                JsonOutput.Write(terminal.Out, new
                {
                    verified.IsIntact,
                    KeyFromElsewhere = expected is not null,
                    WitnessFromElsewhere = signer is not null,
                    verified.Files,
                    verified.Proven,
                    verified.Reproduced,
                    Statuses = verified.Pack?.Results.Select(
                        static r => new { r.Control.Id, Status = WireName.Of(r.Status) }),
                    Findings = verified.Findings.Select(static f => new { Fault = f.Fault.ToString(), f.Location }),
                });
            }
            else
            {
                await TellAsync(terminal, verified, expected is not null, signer is not null);
            }

            return verified.IsIntact ? ExitCode.Success : ExitCode.Failed;
        });
        return command;
    }

    private static async Task<ECDsa?> ReadCountersignerAsync(Terminal terminal, string? file, CancellationToken cancellationToken)
    {
        if (file is null)
        {
            return null;
        }

        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(await RegularFile.ReadAllTextAsync(terminal.Resolve(file), cancellationToken));
            return key;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw CommandException.Usage(
                $"--countersigner {file} is no public key of an elliptic curve in PEM.",
                "'az keyvault key download --vault-name VAULT --name evidence --encoding PEM --file evidence.pem' writes one.");
        }
    }

    private static ServiceProvider Open(
        Terminal terminal, string folder, string? policy, string? controls, WitnessRegistration? witness, TimeProvider clock)
    {
        var path = terminal.Resolve(PolicyFiles.Choose(policy, folder));
        var loaded = PolicyLoader.LoadFile(path).Policy
            ?? throw new CommandException($"{path} is not valid.", $"'guard policy check {path}' shows the errors.");
        return CommandServices.Open(terminal, folder, clock, services =>
        {
            services.AddSingleton<IPolicySource>(new FixedPolicy(loaded));
            witness?.AddTo(services);
            services.AddLocalEvidence(folder, path, witness?.Key, controls is null ? null : terminal.Resolve(controls));
        });
    }

    private static async Task<BuiltPack> MakeAsync(Terminal terminal, ServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            var sequencing = services.GetRequiredService<LogSequencing>();
            return await terminal.ErrorConsole.Status().StartAsync("Asking for facts", async _ =>
                await services.GetRequiredService<EvidencePackBuilder>().BuildAsync(cancellationToken, sequence: sequencing.RunAsync));
        }
        catch (EvidenceFailedException exception)
        {
            throw new CommandException(
                exception.Message, "Correct the file, or leave --controls out to use the controls that ship.", ExitCode.Failed, exception);
        }
    }

    private static async Task TellNextAsync(Terminal terminal, EvidencePack pack, bool json)
    {
        var steps = NextSteps.All(pack.Results);
        if (json)
        {
            JsonOutput.Write(terminal.Out, new
            {
                Holds = pack.Count(ControlStatus.Holds),
                Fails = pack.Count(ControlStatus.Fails),
                Unknown = pack.Count(ControlStatus.Unknown),
                Steps = steps.Select(static s => new
                {
                    Do = s.Step.Sentence,
                    s.Step.Command,
                    Page = "docs/" + s.Step.Page,
                    Controls = s.For.Select(static r => r.Control.Id)
                }),
            });
            return;
        }

        await terminal.Out.WriteLineAsync(
            $"{pack.Count(ControlStatus.Holds)} controls hold, {pack.Count(ControlStatus.Fails)} fail, {pack.Count(ControlStatus.Unknown)} are unknown.");
        for (var i = 0; i < steps.Count; i++)
        {
            var (step, controls) = steps[i];
            await terminal.Out.WriteLineAsync(
                $"\n{i + 1}. {step.Sentence}\n   {step.Command}\n   docs/{step.Page}, for {string.Join(", ", controls.Select(static r => r.Control.Id))}");
        }

        await terminal.Out.WriteLineAsync(steps.Count == 0 ? "Nothing is left to do." : "\nAsk again when the first is done.");
    }

    private static async Task TellAsync(Terminal terminal, BuiltPack made, string directory, bool json)
    {
        if (json)
        {
            JsonOutput.Write(terminal.Out, new
            {
                Directory = directory,
                Files = made.Files.Count,
                Manifest = PackManifest.Digest(made.Files[PackNames.Manifest]),
                Controls = made.Pack.Results.Select(static r => new
                {
                    r.Control.Id,
                    Status = WireName.Of(r.Status),
                    Reasons = r.Requirements.Select(static d => $"{d.Requirement.Fact}: {d.Reason}")
                }),
            });
            return;
        }

        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumns("Control", "Status", "Why");
        foreach (var result in made.Pack.Results)
        {
            var deciding = result.Requirements.FirstOrDefault(r => r.Status == result.Status) ?? result.Requirements[0];
            table.AddRow(
                new Text(result.Control.Id), new Text(WireName.Of(result.Status)),
                new Text($"{deciding.Requirement.Fact}: {deciding.Reason}"));
        }

        terminal.OutConsole.Write(table);
        await terminal.Out.WriteLineAsync(
            $"{made.Pack.Count(ControlStatus.Holds)} hold, {made.Pack.Count(ControlStatus.Fails)} fail, {made.Pack.Count(ControlStatus.Unknown)} are unknown. {made.Files.Count} files in {directory}: open report.html.");
    }

    private static async Task TellAsync(Terminal terminal, PackVerification verified, bool keyFromElsewhere, bool witnessFromElsewhere)
    {
        foreach (var finding in verified.Findings)
        {
            // A name in a foreign directory is data: nothing in it may move a terminal's cursor.
            await terminal.Out.WriteLineAsync(
                $"{finding.Fault}: {string.Concat(finding.Location.Select(static c => char.IsControl(c) ? '?' : c))}");
        }

        if (!verified.IsIntact)
        {
            await terminal.Out.WriteLineAsync("The pack is NOT intact.");
            return;
        }

        var pack = verified.Pack!;
        await terminal.Out.WriteLineAsync(
            $"The pack is intact: {verified.Files} files, {verified.Proven} facts proven to be in the log; {pack.Count(ControlStatus.Holds)} controls hold, {pack.Count(ControlStatus.Fails)} fail, {pack.Count(ControlStatus.Unknown)} are unknown.");
        if (!verified.Reproduced)
        {
            await terminal.Out.WriteLineAsync(
                $"Made by {pack.CreatedBy}: another version than this one, so that the report was not made again to compare it.");
        }

        if (!keyFromElsewhere)
        {
            await terminal.Out.WriteLineAsync(
                $"Its key is {pack.LogKey}. The pack cannot prove that this is the right key: pass --key from another source.");
        }

        if (!witnessFromElsewhere && pack.Newest(FactKinds.LogCheckpoint)?.Values is { } head && head.GetValueOrDefault("witnessed") == "yes")
        {
            await terminal.Out.WriteLineAsync(
                $"Its witness is {head["witness"]}. The pack cannot prove that this is no key of the log's keeper: pass --witness from another source.");
        }
    }
}

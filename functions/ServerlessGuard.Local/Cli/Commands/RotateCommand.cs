using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Ports;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary><c>guard rotate</c>: rotates a key that is due, or one at once, or carries on all that is under way.</summary>
internal static class RotateCommand
{
    /// <summary>A wait longer than this is left to the next sweep.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public static Command Create(Terminal terminal, TimeProvider clock)
    {
        var id = new Argument<string?>("ID") { Description = "The credential's id in the policy.", Arity = ArgumentArity.ZeroOrOne };
        var now = new Option<bool>("--now") { Description = "Rotate although it is not due." };
        var dry = new Option<bool>("--dry-run") { Description = "Say what would be done and change nothing." };
        var confirm = new Option<bool>("--confirm") { Description = "Confirm a suspected leak: rotate at once." };
        var dismiss = new Option<bool>("--dismiss") { Description = "Dismiss a suspected leak." };
        var acknowledge = new Option<string?>("--acknowledge")
        {
            Description = "This consumer of the policy uses the new key; when all have said so, the overlap ends.",
            HelpName = "CONSUMER"
        };
        var sweep = new Option<bool>("--sweep") { Description = "Carry on every rotation under way and begin those that are due." };
        var policy = CommonOptions.Policy();
        var data = CommonOptions.Data();
        var json = CommonOptions.Json();
        var command = new Command("rotate", "Rotate a key with an overlap, and verify that the old one is refused.")
        {
            id,
            now,
            dry,
            confirm,
            dismiss,
            acknowledge,
            sweep,
            policy,
            data,
            json
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var name = result.GetValue(id);
            if (result.GetValue(sweep) == name is not null)
            {
                throw CommandException.Usage("Name one credential, or give --sweep.", "'guard credentials' lists them.");
            }

            await using var services = CommandServices.OpenRotation(terminal, result.GetValue(data)!, result.GetValue(policy), clock);
            if (name is null)
            {
                await services.GetRequiredService<RotationSweep>().RunAsync(cancellationToken);
                await terminal.Out.WriteLineAsync("Swept.");
                return ExitCode.Success;
            }

            if (result.GetValue(confirm) || result.GetValue(dismiss) || result.GetValue(acknowledge) is not null)
            {
                if (new[]
                {
                    result.GetValue(confirm),
                    result.GetValue(dismiss),
                    result.GetValue(acknowledge) is not null,
                    result.GetValue(now)
                }.Count(static given => given) > 1)
                {
                    throw CommandException.Usage(
                        "Give one of --now, --confirm, --dismiss and --acknowledge.", "'guard rotate --help' explains them.");
                }

                return await RotationSubcommand.SayAsync(
                    terminal, services, name, result.GetValue(acknowledge), result.GetValue(confirm), cancellationToken);
            }

            return await RotateAsync(
                terminal, services, name, result.GetValue(now), result.GetValue(dry), result.GetValue(json), clock, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RotateAsync(
        Terminal terminal, IServiceProvider services, string name, bool now, bool dry, bool json, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var rotator = services.GetRequiredService<Rotator>();
        var policy = RotationSubcommand.Find(services, name);

        var view = await services.GetRequiredService<RotationReader>().ReadAsync(policy, cancellationToken);
        var due = view.NextRotation is { } next && next <= clock.GetUtcNow();
        if (dry)
        {
            var what = view.Step is not null ? $"carry on at {view.Step}"
                : due || now
                    ? $"regenerate the key that nobody uses, probe it, put it into {policy.Secret}, keep both for {policy.Overlap}, replace the old one and prove that it is refused"
                : view.NextRotation is null ? "do nothing: the vault does not have the secret; --now makes it"
                : $"do nothing before {view.NextRotation:u}";
            await terminal.Out.WriteLineAsync($"It would {what}.");
            if (view.KeyFree is not null)
            {
                await terminal.Out.WriteLineAsync($"It could do without keys. {view.KeyFree}");
            }

            return ExitCode.Success;
        }

        if (now)
        {
            await rotator.BeginAsync(policy, new RotationTrigger(
                $"request:{services.GetRequiredService<IEntropy>().NewId()}", RotationReason.Request,
                Actor: $"user:{Environment.UserName}"), cancellationToken);
        }
        else
        {
            await services.GetRequiredService<RotationSweep>().RunAsync(policy, cancellationToken);
        }

        var state = await RunAsync(rotator, policy, clock, cancellationToken);
        var step = state?.Rotation?.Step;
        if (json)
        {
            JsonOutput.Write(terminal.Out, new
            {
                credential = name,
                step = step is { } reached ? WireName.Of(reached) : null,
                state?.Rotation?.Fault,
                state?.Rotation?.NewVersion,
                state?.LastProved
            });
        }
        else
        {
            await terminal.Out.WriteLineAsync(step switch
            {
                null when view.NextRotation is null => $"The vault has no secret {policy.Secret}; --now makes it.",
                null => $"{name} is not due before {view.NextRotation:u}.",
                RotationStep.Done => $"{name} is rotated; its old key was verified as revoked at {state!.LastProved:u}.",
                RotationStep.Overlap =>
                    $"{name} has a new key. The old one works until {state!.Rotation!.Since + state.Rotation.Overlap:u}; a sweep then revokes it.",
                _ => $"{name} is at {step}{(state!.Rotation!.Fault is { } fault ? $" ({fault})" : "")}; a sweep carries on.",
            });
        }

        return step is RotationStep.Failed or RotationStep.Superseded ? ExitCode.Failed : ExitCode.Success;
    }

    private static async Task<CredentialState?> RunAsync(
        Rotator rotator, CredentialPolicy policy, TimeProvider clock, CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = await rotator.AdvanceAsync(policy, cancellationToken);
            if (state?.Rotation is not { } rotation
                || RotationSchedule.Next(clock.GetUtcNow(), rotation, policy, rotator.Times) is not RotationAction.Wait { Until: { } until }
                || until - clock.GetUtcNow() is var pause && pause > Timeout)
            {
                return state;
            }

            await Task.Delay(pause > TimeSpan.Zero ? pause : TimeSpan.Zero, clock, cancellationToken);
        }
    }
}

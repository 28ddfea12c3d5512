using Microsoft.Extensions.DependencyInjection;
using ServerlessGuard.Core.Policies;
using ServerlessGuard.Core.Rotation;

namespace ServerlessGuard.Local.Cli.Commands;

/// <summary>The decision of a person or a consumer about a rotation under way.</summary>
internal static class RotationSubcommand
{
    public static CredentialPolicy Find(IServiceProvider services, string name)
    {
        if (!services.GetRequiredService<IPolicySource>().Current.Credentials.TryGetValue(name, out var policy))
        {
            throw new CommandException($"The policy has no credential {name}.", "'guard credentials' lists those it has.");
        }

        return services.GetRequiredService<Rotator>().CanRotate(policy)
            ? policy
            : throw new CommandException(
                $"This machine's guard has no adapter for {policy.Platform}.", "The function app of the duty rotator rotates it.");
    }

    /// <param name="consumer">The consumer that acknowledges the new key; null confirms or dismisses a leak.</param>
    public static async Task<int> SayAsync(
        Terminal terminal, IServiceProvider services, string name, string? consumer, bool leaked, CancellationToken cancellationToken)
    {
        var policy = Find(services, name);
        var rotator = services.GetRequiredService<Rotator>();
        var state = await services.GetRequiredService<RotationJournal>().ReadAsync(name, cancellationToken);
        var heard = consumer is null
            ? await rotator.ConfirmAsync(policy, $"user:{Environment.UserName}", leaked, cancellationToken)
            : await rotator.AcknowledgeAsync(policy, consumer, state.Rotation?.NewVersion ?? "", cancellationToken);
        if (!heard)
        {
            throw consumer is null
                ? new CommandException($"No leak of {name} waits for a decision.", "'guard credentials' shows what is under way.")
                : new CommandException(
                    $"No overlap of {name} waits for {consumer}.",
                    "The policy's consumers may acknowledge while both keys work; 'guard credentials' shows what is under way.");
        }

        await rotator.AdvanceAsync(policy, cancellationToken);
        await terminal.Out.WriteLineAsync(consumer is null
            ? $"{name}: {(leaked ? "confirmed; it is being rotated without overlap" : "dismissed")}."
            : $"{consumer} acknowledged the new key of {name}.");
        return ExitCode.Success;
    }
}

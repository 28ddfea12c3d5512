using ServerlessGuard.Core.Access;
using ServerlessGuard.Core.Callers;
using ServerlessGuard.Core.Policies;

namespace ServerlessGuard.Local.Access;

/// <summary>
/// The grants of a host without a cloud: callers' keys by their roles, attesters, and the accounts that can open the data folder
/// or change the policy file, which is everything.
/// </summary>
internal sealed class HostAccessSource(CallerKeys keys, HostAccessOptions options, TimeProvider clock) : IAccessSource
{
    public string Name => "host";

    public async ValueTask<IReadOnlyList<Grant>> ReadAsync(GuardPolicy policy, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var now = clock.GetUtcNow();
        var grants = new List<Grant>();
        foreach (var key in (await keys.ListAsync(cancellationToken)).Where(k => k.Revoked is null && !(k.Expires <= now)))
        {
            foreach (var role in key.Roles)
            {
                grants.AddRange(Of(role).Select(capability => new Grant
                {
                    Capability = capability,
                    Resource = "gateway",
                    Principal = key.Principal,
                    Through = $"role {role}",
                    Scope = "gateway",
                    Path = GrantPath.CallerKey,
                    Until = key.Expires,
                }));
            }
        }

        grants.AddRange(policy.Attesters.Values.Select(static attester => new Grant
        {
            Capability = Capability.Deploy,
            Resource = "every model",
            Principal = "attester:" + attester.Id,
            Through = "attests revisions",
            Scope = "policy",
            Path = GrantPath.Attester,
        }));
        grants.AddRange(OfFiles());
        return [.. grants.OrderBy(static g => g.Capability)
            .ThenBy(static g => g.Principal, StringComparer.Ordinal)
            .ThenBy(static g => g.Through, StringComparer.Ordinal)];
    }

    /// <summary>The capabilities of a role: see the endpoints' access.</summary>
    private static Capability[] Of(string role) => role switch
    {
        CallerRoles.Reviewer => [Capability.ReadContent],
        CallerRoles.Admin => [Capability.ChangeModel, Capability.DisableGuard],
        _ => [],
    };

    private IEnumerable<Grant> OfFiles()
    {
        var owner = "user:" + options.User;
        foreach (var capability in Capabilities.All)
        {
            yield return Files(capability, owner, options.DataFolder, "owns the data folder", isBroad: false);
        }

        foreach (var (path, capabilities) in ((string, IReadOnlyList<Capability>)[])[
            (options.DataFolder, Capabilities.All), (options.PolicyFile, [Capability.ChangeModel, Capability.DisableGuard])
        ])
        {
            if (FileRights.Others(path, isRead: path == options.DataFolder) is { } others)
            {
                foreach (var capability in capabilities)
                {
                    yield return Files(capability, "group:" + others, path, "file permissions", isBroad: true);
                }
            }
        }
    }

    private static Grant Files(Capability capability, string principal, string path, string through, bool isBroad) => new()
    {
        Capability = capability,
        Resource = "this host",
        Principal = principal,
        Through = through,
        Scope = path,
        Path = GrantPath.Files,
        IsBroad = isBroad,
    };
}

/// <summary>The accounts besides its owner that can use a file or folder.</summary>
internal static class FileRights
{
    /// <summary><c>everyone</c>, <c>file-group</c>, or null: only the owner. On Windows null: its lists are not read.</summary>
    /// <param name="path">The file or folder.</param>
    /// <param name="isRead">Whether reading it is enough; else writing.</param>
    public static string? Others(string path, bool isRead)
    {
        if (OperatingSystem.IsWindows() || !(File.Exists(path) || Directory.Exists(path)))
        {
            return null;
        }

        var mode = File.GetUnixFileMode(path);
        var (group, other) = isRead
            ? (UnixFileMode.GroupRead | UnixFileMode.GroupWrite, UnixFileMode.OtherRead | UnixFileMode.OtherWrite)
            : (UnixFileMode.GroupWrite, UnixFileMode.OtherWrite);
        return (mode & other) != 0 ? "everyone" : (mode & group) != 0 ? "file-group" : null;
    }
}

/// <summary>This host's files, and the account that it runs as.</summary>
internal sealed record HostAccessOptions(string DataFolder, string PolicyFile, string User);

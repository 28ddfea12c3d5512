namespace ServerlessGuard.Infra.Settings;

public enum NetworkMode
{
    /// <summary>Everything behind private endpoints; no public address at all.</summary>
    Private,

    /// <summary>Public addresses that admit named address ranges and the apps' own subnet only.</summary>
    LockedPublic,
}

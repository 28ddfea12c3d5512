namespace ServerlessGuard.Infra.Settings;

/// <summary>How much of the guard's separation is made.</summary>
public enum Profile
{
    /// <summary>An identity, an app and a runtime's account per duty, with exact roles on single resources.</summary>
    Full,

    /// <summary>
    /// For the first hour: one app with one identity does all duties, with Azure's own roles on the whole data account and the whole vault.
    /// </summary>
    Starter,
}

namespace ServerlessGuard.Core.Tools;

/// <summary>The meaning of an argument, which decides what may fill it by default and how a value is compared.</summary>
public enum ArgumentKind
{
    /// <summary>Any other value: it may not come from an untrusted result.</summary>
    Other,

    /// <summary>Dates, states, languages and the like: not checked.</summary>
    Neutral,

    /// <summary>Subjects and bodies: not checked, but links, addresses and accounts in them are.</summary>
    Prose,

    /// <summary>A person, group, channel or address that gets something.</summary>
    Recipient,

    /// <summary>A web address or host.</summary>
    Link,

    /// <summary>An account, card, wallet.</summary>
    Account,

    /// <summary>A file or folder.</summary>
    Path,

    /// <summary>Code to run; a model writes it, so only what it takes over from a result counts.</summary>
    Command,

    /// <summary>The identifier of a thing.</summary>
    Id,

    /// <summary>Money, or how many.</summary>
    Amount,

    /// <summary>A password or another secret.</summary>
    Credential,

    /// <summary>The thing that is bought, booked or changed, by its name.</summary>
    Target,
}

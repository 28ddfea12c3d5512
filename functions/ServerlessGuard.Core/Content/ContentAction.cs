namespace ServerlessGuard.Core.Content;

/// <summary>The action of a sweep on one record of due content.</summary>
internal enum ContentAction
{
    /// <summary>Not due yet: nor is any record after it.</summary>
    Wait,

    /// <summary>Due, and a legal hold stands.</summary>
    Keep,

    /// <summary>Due: write that it is being destroyed, then check the holds again.</summary>
    Mark,

    /// <summary>Marked and not held: destroy it.</summary>
    Destroy,

    /// <summary>Marked, and a hold came before anything was destroyed: take the mark back.</summary>
    Unmark,
}

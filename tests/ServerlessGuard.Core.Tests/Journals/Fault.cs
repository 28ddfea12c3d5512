namespace ServerlessGuard.Core.Tests.Journals;

/// <summary>The fault of one call.</summary>
public enum Fault
{
    None,

    /// <summary>It fails without effect.</summary>
    Before,

    /// <summary>It takes effect and its answer is lost.</summary>
    After,

    /// <summary>It fails, and takes effect minutes later.</summary>
    Late,

    /// <summary>The worker dies before it.</summary>
    CrashBefore,

    /// <summary>The worker dies after it.</summary>
    CrashAfter,

    /// <summary>The worker is suspended before it, while another one works.</summary>
    Suspended,
}

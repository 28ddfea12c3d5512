namespace ServerlessGuard.Core.Tests.Drills;

/// <summary>What befalls one call.</summary>
internal enum DrillFault
{
    None,

    /// <summary>It fails without effect.</summary>
    Before,

    /// <summary>It takes effect and its answer is lost.</summary>
    After,

    /// <summary>It fails, and takes effect a minute and a half later.</summary>
    Late,

    /// <summary>The worker dies before it.</summary>
    CrashBefore,

    /// <summary>The worker dies after it.</summary>
    CrashAfter,

    /// <summary>The worker is suspended before it, while another one works.</summary>
    Suspended,
}

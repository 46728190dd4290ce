"""Which domains sell mailboxes to anybody, and which carry pagers and telephones: data, no logic.

A mailbox at such a domain says nothing about an employer. Names are registrable domains; `MAIL_BRANDS` are labels that their
owners use under many suffixes (`yahoo.com`, `yahoo.co.uk`). Put together by hand from public provider lists.
"""

from __future__ import annotations

from regard.identity.vocabulary import words

MAIL_BRANDS = words(
    """
    aol email freemail gmail gmx googlemail hotmail live msn mymail outlook postmail rocketmail sky tiscali tutanota wanadoo
    webmail windowslive yahoo yandex ymail
    """
)
"""Second-level labels that mean free mail under every suffix in `BRAND_SUFFIXES`."""

BRAND_SUFFIXES = words(
    """
    com net example de fr it es nl be at ch co.uk ie ca com.au co.nz com.br com.mx com.ar co.in in co.id com.sg com.my
    com.ph com.vn com.hk com.tw co.jp co.kr co.th com.tr gr pl cz se no dk fi pt ro hu ru ua by kz com.co cl pe
    co.za ae ie us eu biz
    """
)

FREEMAIL = words(
    """
    123.com 126.com 139.com 163.com 163.net 188.com 189.cn 21cn.com abv.bg aim.com alice.it aliceadsl.fr aliyun.com
    altavista.com angelfire.com arcor.de arnet.com.ar asia.com att.net bigfoot.com bigpond.com bigpond.net.au bk.ru
    bluewin.ch bluemail.ch bol.com.br btinternet.com btopenworld.com centrum.cz chello.at chello.nl citromail.hu
    club-internet.fr comcast.net cox.net cs.com daum.net dbmail.com dodo.com.au duck.com earthlink.net eircom.net
    email.com email.cz email.it embarqmail.com eudoramail.com excite.com ev1.net fastmail.com fastmail.fm
    fibertel.com.ar flash.net free.fr freemail.hu freenet.de freeserve.co.uk frontier.com frontiernet.net
    geocities.com globo.com globomail.com gte.net hanmail.net hawaii.rr.com hey.com home.com home.nl home.se
    hushmail.com icloud.com ig.com.br iinet.net.au in.com inbox.com inbox.lv inbox.ru indiatimes.com interia.pl
    internode.on.net iprimus.com.au ix.netcom.com juno.com keemail.me kolumbus.fi kpnmail.nl laposte.net
    letterboxes.org libero.it list.ru lycos.com mac.com mail.bg mail.com mail.de mail.ee mail.ru mailbox.org
    mailinator.com mailfence.com me.com mediaone.net mindspring.com mweb.co.za nate.com naver.com neo.rr.com net.hr
    netcologne.de netcom.com netscape.com netscape.net netzero.com netzero.net neuf.fr nifty.com ntlworld.com
    numericable.fr o2.co.uk o2.pl oi.com.br onet.eu onet.pl online.de online.no optonline.net optusnet.com.au
    orange.fr outlook.jp ozemail.com.au pacbell.net peoplepc.com planet.nl pm.me posteo.de pobox.com prodigy.net
    prodigy.net.mx proton.me protonmail.ch protonmail.com ptd.net qq.com qwest.net rambler.ru rcn.com rediff.com
    rediffmail.com roadrunner.com rogers.com rr.com runbox.com sapo.pt sbcglobal.net seznam.cz sfr.fr shaw.ca
    sina.cn sina.com singnet.com.sg snet.net sohu.com sonic.net speakeasy.net spray.se star.net swbell.net
    swissonline.ch sympatico.ca t-online.de talk21.com talktalk.net telefonica.net telenet.be teletu.it telia.com
    telus.net terra.com.br terra.es texas.net tin.it tiscalinet.it tele2.nl tutamail.com tuta.io ukr.net uol.com.br
    usa.com usa.net verizon.net videotron.ca virgilio.it virgin.net virginmedia.com vodafone.it vp.pl walla.co.il
    walla.com web.de webmail.co.za webtv.net westnet.com.au wi.rr.com wildblue.net windstream.net worldnet.att.net
    worldonline.nl wp.pl xs4all.nl xtra.co.nz y7mail.com ya.ru yeah.net ziggo.nl zdnetonebox.com zoho.com
    zohomail.com zonnet.nl bellatlantic.net bellsouth.net ameritech.net adelphia.net attbi.com charter.net
    compuserve.com concentric.net hal-pc.org insightbb.com mchsi.com nol.net pdq.net suddenlink.net uswest.net
    wt.net pipeline.com worldnet.net dialaccess.com academicplanet.com onebox.com sprynet.com bright.net
    sprintmail.com ionet.net iwon.com prontomail.com lineone.net
    """
)
"""Free mail and consumer access providers, by registrable domain."""

DEVICE_GATEWAYS = words(
    """
    pagenetmessage.net skytel.com vtext.com vzwpix.com tmomail.net mobile.att.net txt.att.net mms.att.net
    messaging.sprintpcs.com pm.sprint.com mobile.mycingular.com page.metrocall.com archwireless.net myairmail.com
    epage.arch.com airmessage.net pageme.net efax.com rcfax.com fax.com
    """
)
"""Mail that ends on a pager, a telephone or a fax machine: a device, never a contact."""

TENANT_HOSTS = frozenset(
    ["onmicrosoft.com", "mail.onmicrosoft.com", "google.com.test-google-a.com", "myshopify.com", "zendesk.com"]
)
"""Hosts whose direct subdomains belong to different companies, missing from the public suffix list."""

// Fills the three views and turns them. The data is the bundled day's.
'use strict';
const day = [
  ['09:00', 5, '开场', 'Opening', ''],
  ['09:05', 20, '共建“斗拱”系统软件开放生态', 'Building an open ecosystem', '马涛（伯瑜）'],
  ['09:25', 30, '斗拱社区介绍', 'The Dougong community', '金运通'],
  ['09:55', 30, 'Alibaba Cloud Linux 项目', 'One OS for the cloud, on every processor', '智彻'],
  ['10:25', 30, 'Inclavare Containers 项目', 'Confidential computing for containers', ''],
  ['10:55', 20, 'Dragonwell 开源项目', 'A production JDK, open', '三红'],
  ['11:15', 25, 'Kata 容器在袋鼠平台上的实践', 'Kata Containers in production', '韩伟东 / 刘将'],
  ['11:40', 20, 'ali-diagnose 开源发布', 'diagnose-tools goes open source', '富秋 / 谢宝友'],
];
const running = 3;
const $ = id => document.getElementById(id);
const head = () => `<div class="head"><div class="sign"></div>云栖大会 · 阿里云系统软件生态专场
  <div class="clock">10:08</div></div>`;
const ribbon = () => '<div class="ribbon">' + day.map(([, minutes, title], i) =>
  `<div class="${i === running ? 'on' : ''}" style="flex:${minutes} 1 0">${title}</div>`).join('') + '</div>';

const [start, , title, english, who] = day[running];
$('now').innerHTML = head() + `<section><div class="label">正在进行 NOW</div>
  <div class="time">${start} – 10:25</div><h1>${title}</h1><h2>${english}</h2>
  <div class="who">${who}<small>阿里云智能资深技术专家</small></div>
  <div class="parts"><div>项目介绍</div><div class="on">Intel · Arm</div><div>ZStack · OpenStack</div>
  <div>微博</div><div>头条</div></div></section>
  <aside><div class="label next">接下来 NEXT</div>` + day.slice(running + 1, running + 4).map(s =>
    `<article><time>${s[0]}</time><h3>${s[2]}</h3><p>${s[4]}</p></article>`).join('') + '</aside>' + ribbon();

$('project').innerHTML = head() + `<section><div class="label gold">项目聚光 SPOTLIGHT</div>
  <h1>Inclavare Containers</h1><h2>面向机密计算和云原生的开源 Enclave 容器运行时技术栈</h2>
  <p class="text">项目在斗拱社区孵化和运营，阿里云已经推出 ACK-TEE 机密计算服务，欢迎大家加入项目。</p>
  <div class="points"><div>机密计算</div><div>ACK-TEE</div><div>社区孵化</div></div></section>
  <aside><div class="code"><canvas width="29" height="29"></canvas></div></aside>` + ribbon();
// Not a code that could be read: as much ink as one.
const ink = $('project').querySelector('canvas').getContext('2d');
for (let i = 0, bits = 1; i < 29 * 29; i++) {
  bits = (bits * 48271) % 2147483647;
  if (bits & 64) ink.fillRect(i % 29, Math.floor(i / 29), 1, 1);
}

const tiles = names => '<div class="tiles">' + names.map(n => `<div>${n}</div>`).join('') + '</div>';
$('partners').innerHTML = head() + `<section class="wall"><h1>生态伙伴</h1><div class="label gold">共建伙伴</div>` +
  tiles(['Intel', 'Arm', 'OpenStack', 'Linux']) + '<div class="label gold">用户与生态</div>' +
  tiles(['Mulan 木兰', 'ZStack', '微博 Weibo', '头条 Toutiao']) + '</section>';

const views = [...document.querySelectorAll('.view')];
const seconds = Number(new URLSearchParams(location.search).get('cycle') || 10);
let shown = 0;
setInterval(() => {
  const next = (shown + 1) % views.length;
  views[next].classList.add('shown');
  views[shown].classList.remove('shown');
  shown = next;
}, seconds * 1000);
